import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { buildRspecImage } from '../testing/rspec-image.ts';
import { type Toolkit, toolkit } from '../testing/toolkit.ts';

const checkout = resolve(import.meta.dirname, '..');
const examples = join(checkout, 'docs', 'throwaway-servers');
const engine = connectEngine();
const environmentName = `throwaway-test-${randomBytes(3).toString('hex')}`;
let stateHome: string;
let parity: Toolkit;

beforeAll(async () => {
  stateHome = await mkdtemp(join(tmpdir(), `${environmentName}-`));
  parity = toolkit(environmentName, stateHome);
});
afterAll(async () => {
  await rm(stateHome, { recursive: true });
  // Vitest's cache of the run on the examples.
  await rm(join(examples, 'node_modules'), { recursive: true, force: true });
});

/** Runs a command with servers for the demo store; `--json` gives the steps that were taken. */
async function withServers(command: readonly string[], options: readonly string[] = []) {
  const variables = { STORE_KIND: 'demo', STORE_IMAGE: '', STORE_CONTEXT: '', INIT_CWD: checkout };
  const args = ['--json', ...options, '--', ...command];
  const { exitCode, stdout, stderr } = await parity.script('local:test', args, { variables });
  return { exitCode, output: `${stdout}${stderr}`, migrated: stderr.includes('"title":"Migrations"') };
}

const leftOver = () => engine.listContainers({ 'dev.spree-parity.throwaway': environmentName });

test('the examples for Vitest pass, on the schema that the store’s migrations make', async () => {
  const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const ended = await withServers([process.execPath, vitest, 'run', '--root', examples]);
  expect(ended).toMatchObject({ exitCode: 0, output: expect.stringMatching(/5 passed/), migrated: true });
  expect(await leftOver()).toEqual([]);
});

test('the example for RSpec passes, on the schema that is kept by now', async () => {
  const image = await buildRspecImage(engine, checkout);
  try {
    const names = ['DATABASE_URL', 'REDIS_URL', 'S3_BUCKET', 'AWS_REGION', 'AWS_ENDPOINT_URL_S3'];
    const variables = [...names, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].flatMap((name) => [
      '-e',
      name,
    ]);
    const container = [
      'docker',
      'run',
      '--rm',
      '--network',
      'host',
      ...variables,
      '-v',
      `${examples}:/spec:ro`,
    ];
    const ended = await withServers([...container, image, 'rspec', '/spec/store_spec.rb']);
    expect(ended).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining('3 examples, 0 failures'),
      migrated: false,
    });
  } finally {
    await engine.removeImage(image);
  }
});

test('an empty database has no tables, and the exit code of the command is passed on', async () => {
  const script =
    'case "$DATABASE_URL" in postgres://*@127.0.0.1:*) ;; *) exit 3 ;; esac; test -z "$STORE_SCHEMA" && exit 7';
  expect(await withServers(['sh', '-c', script], ['--empty'])).toMatchObject({
    exitCode: 7,
    migrated: false,
  });
  expect(await leftOver()).toEqual([]);
});
