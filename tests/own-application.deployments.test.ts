import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { say } from '../testing/deployments/say.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { type OwnApplication, ownApplication } from '../testing/own-application/own-application.ts';
import { demoStoreImage } from '../testing/store-containers.ts';
import { type Toolkit, toolkit } from '../testing/toolkit.ts';

/** Four minutes, and what it shows is shown by tests without an engine piece by piece: so only in the whole of the tests. */
const isFull = numberVariable('CI_FULL', 0) === 1;

const printed = z.object({
  endpoints: z.object({ storefrontUrl: z.string(), certificateAuthority: z.string() }),
});

const engine = connectEngine();
/** A name of somebody’s own: under its own alone, the releases of the test would remove it as an earlier version. */
const base = `own-application/base:${randomBytes(3).toString('hex')}`;
let application: OwnApplication;
let tool: Toolkit;
let stateHome: string;
let page: { readonly url: string; readonly ca: Buffer };

beforeAll(async () => {
  if (!isFull) return;
  await engine.tagImage(await demoStoreImage(engine, process.cwd()), base);
  application = await ownApplication(base);
  stateHome = await mkdtemp(join(tmpdir(), 'parity-own-'));
  tool = toolkit(`own-${randomBytes(3).toString('hex')}`, stateHome);
});

afterAll(async () => {
  await tool?.script('local:down', ['--volumes', '--yes']);
  await application?.close();
  if (isFull) await engine.removeImage(base);
  if (stateHome !== undefined) await rm(stateHome, { recursive: true, force: true });
});

async function up(title: string) {
  const begun = Date.now();
  const variables = { STORE_CONTEXT: application.folder, STORE_IMAGE: '', STORE_SETTINGS: '' };
  const finished = await tool.script('local:up', ['--json', '--grace', '20', '--time-scale', '10'], {
    variables,
  });
  say(`${title}: ${((Date.now() - begun) / 1000).toFixed(1)} s, exit code ${finished.exitCode}`);
  return finished;
}

async function upWell(title: string) {
  const finished = await up(title);
  if (finished.exitCode === 0) return finished;
  throw new Error(`${title} ended with ${finished.exitCode}:\n${finished.stderr.slice(-3000)}`);
}

function ask(path = '/'): Promise<string> {
  return new Promise((resolve, reject) => {
    request(`${page.url}${path}`, { ca: page.ca, agent: false, timeout: 10_000 }, async (answer) => {
      const body = await text(answer);
      if (answer.statusCode === 200) resolve(body);
      else reject(new Error(`${path} answers ${answer.statusCode}: ${body}`));
    })
      .on('error', reject)
      .end();
  });
}

/** Asks for the page all the time while work is done; gives what was not answered as it should be. */
async function visited(
  work: () => Promise<void>,
): Promise<{ readonly asked: number; readonly lost: readonly string[] }> {
  const lost: string[] = [];
  let asked = 0;
  let isOver = false;
  const visitor = (async () => {
    while (!isOver) {
      asked += 1;
      await ask().catch((error: unknown) => lost.push(String(error)));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await visitor;
  }
  return { asked, lost };
}

describe.runIf(isFull)('an application that is not of Rails', { timeout: 300_000 }, () => {
  test('is refused without parity.yml, before anything of it runs, with all that is missing', async () => {
    onTestFinished(await application.without('parity.yml'));
    const { exitCode, stderr, stdout } = await up('without parity.yml');
    expect(exitCode).toBe(1);
    const said = `${stdout}${stderr}`;
    expect(said).toContain('CONTRACT_NOT_MET');
    expect(said).toContain('web.command needs the program bin/rails, which is not in the image');
    expect(said).toContain('The working directory /srv and its tmp cannot be written by its user (uid 1000)');
    expect(said).not.toContain('Migrations');
  });

  test('runs by a file of ten lines: its own port, health path, worker and migrations, no Redis', async () => {
    const { stdout } = await upWell('the first release');
    const running: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    // Without seeds nobody has made an account of an administrator.
    expect(running).not.toHaveProperty('admin');
    const { endpoints } = printed.parse(running);
    page = { url: endpoints.storefrontUrl, ca: await readFile(endpoints.certificateAuthority) };
    expect(await ask()).toBe('guest book one\nAda');
    expect(await ask('/health')).toBe('well');
    const seen = await tool.ok('local:exec', [
      'worker',
      '--',
      'sh',
      '-c',
      'echo "$QUEUE_NAMES $PORT $REDIS_URL."',
    ]);
    expect(seen.trim()).toBe('default,spree_webhooks 4000 .');
  });

  test('loses no request over a changed line, a failing migration, an exit, an error and its repair', async () => {
    const { asked, lost } = await visited(async () => {
      await application.change('server.rb', 'guest book one', 'guest book two');
      await upWell('a changed line');
      expect(await ask()).toBe('guest book two\nAda');
      await failing('migrate.sh', 'CREATE TABLE', 'CREATE TABEL', ['MIGRATION_FAILED', 'TABEL']);
      await failing('server.rb', 'server =', 'abort "GUESTBOOK_TOKEN is not set"; server =', [
        'STORE_DOES_NOT_START',
        'GUESTBOOK_TOKEN is not set',
      ]);
      await failing('server.rb', '"200 OK", "well"', '"500 Sick", "no"', ['STORE_DOES_NOT_START', '[500]']);
      await application.change('server.rb', 'guest book two', 'guest book three');
      await upWell('repaired');
      expect(await ask()).toBe('guest book three\nAda');
    });
    say(`${asked} requests, ${lost.length} lost`);
    expect(lost).toEqual([]);
    expect(asked).toBeGreaterThan(50);
  });
});

async function failing(file: string, from: string, to: string, said: readonly string[]): Promise<void> {
  const putBack = await application.change(file, from, to);
  const { exitCode, stdout, stderr } = await up(`${file} with ${to}`);
  expect(exitCode).not.toBe(0);
  for (const part of said) expect(`${stdout}${stderr}`).toContain(part);
  expect(await ask()).toBe('guest book two\nAda');
  await putBack();
}
