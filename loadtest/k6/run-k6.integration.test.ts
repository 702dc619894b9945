import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../failure/secret.ts';
import { startProcess } from '../../local/processes/start-process.ts';
import { isRunning } from '../../local/processes/testing/is-running.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import { type CountingServer, startCountingServer } from '../testing/counting-server.ts';
import { realK6 } from '../testing/real-k6.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import type { TimedWindow } from './record-points.ts';
import { type RunK6Options, runK6 } from './run-k6.ts';

const k6 = await realK6();
const entry = join(import.meta.dirname, '../testing/visits-script.ts');

function options(server: CountingServer, variables: Readonly<Record<string, string>>): RunK6Options {
  return {
    k6,
    entry,
    environment: process.env,
    variables: { BASE_URL: server.address, ...variables },
    windowMs: 1_000,
  };
}

function requests(load: LoadRecord, step: string): number {
  return sum(load.windows.map(({ steps }) => steps[step]?.requests ?? 0));
}

function wrong(load: LoadRecord, step: string): number {
  return sum(load.windows.map(({ steps }) => steps[step]?.wrong ?? 0));
}

function failures(load: LoadRecord, step: string): Readonly<Record<string, number>> {
  const all = load.windows.flatMap(({ steps }) => Object.entries(steps[step]?.failures ?? {}));
  const reasons = Map.groupBy(all, ([reason]) => reason);
  return Object.fromEntries([...reasons].map(([reason, each]) => [reason, sum(each.map(([, n]) => n))]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

/** A k6 that leaves its process id in the folder. */
async function k6WithProcessId(folder: TemporaryFolder): Promise<string> {
  return folder.program('k6', [`echo $$ > '${folder.path}/pid'`, `exec '${k6.path}' "$@"`]);
}

async function processId(folder: TemporaryFolder): Promise<number> {
  return Number(await readFile(join(folder.path, 'pid'), 'utf8'));
}

describe('with the real k6', { timeout: 120_000 }, () => {
  test('the record has every request that the server counted', async () => {
    await using server = await startCountingServer();
    await using folder = await temporaryFolder();
    const live: TimedWindow[] = [];
    const summaryFile = join(folder.path, 'summary.json');
    const startMs = Date.now();
    const result = runK6({
      ...options(server, { PATHS: 'ok,wrong,broken,reset', RATE: '20', SECONDS: '5' }),
      summaryFile,
      onWindow: (window) => live.push(window),
    });
    await server.reached('setup', 1);
    expect(Date.now() - startMs, 'until the first request').toBeLessThan(20_000);
    const { load, k6: end } = await result.ended;

    expect(end).toEqual({ version: k6.version, ended: 'completed', exitCode: 0 });
    const steps = ['ok', 'wrong', 'broken', 'reset'];
    expect(steps.map((path) => requests(load, `visit: ${path}`))).toEqual(
      steps.map((path) => server.count(path)),
    );
    const visits = server.count('ok');
    expect(sum(load.windows.map(({ iterations }) => iterations))).toBe(visits);
    expect(visits).toBeGreaterThanOrEqual(99);
    expect(steps.map((path) => wrong(load, `visit: ${path}`))).toEqual([0, visits, 0, 0]);
    expect(failures(load, 'visit: ok')).toEqual({});
    expect(failures(load, 'visit: broken')).toEqual({ 500: visits });
    expect(Object.keys(failures(load, 'visit: reset'))).toEqual([expect.stringMatching(/^1\d{3}$/)]);
    expect(sum(Object.values(failures(load, 'visit: reset')))).toBe(visits);
    expect([load.setupRequests, load.unmatchedChecks]).toEqual([2, undefined]);
    const times = mergeResponseTimes(load.windows.map((window) => window.steps['visit: ok']?.times ?? ''));
    expect(times.count).toBe(visits);

    expect(load.windows.slice(0, live.length)).toEqual(live.map(({ window }) => window));
    expect(live.length).toBeGreaterThan(1);
    expect(Object.keys(JSON.parse(await readFile(summaryFile, 'utf8')))).toContain('metrics');
  });

  test('an interrupted run keeps what it has, and its load ends', async () => {
    await using server = await startCountingServer();
    await using folder = await temporaryFolder();
    const abort = new AbortController();
    const result = runK6({
      ...options(server, { RATE: '20', SECONDS: '600' }),
      k6: { ...k6, path: await k6WithProcessId(folder) },
      signal: abort.signal,
    });
    await server.reached('ok', 30);
    abort.abort();
    const { load, k6: end } = await result.ended;
    expect(end.ended).toBe('interrupted');
    expect(requests(load, 'visit: ok')).toBeGreaterThanOrEqual(25);
    expect(requests(load, 'visit: ok')).toBeLessThanOrEqual(server.count('ok'));
    expect(server.count('teardown')).toBe(1);
    expect(await isRunning(await processId(folder))).toBe(false);
  });

  test('a k6 that does not end in the grace time after a stop is killed', async () => {
    await using server = await startCountingServer();
    const result = runK6({
      ...options(server, { LAST_PATH: 'never', SECONDS: '600' }),
      graceMs: 500,
    });
    await server.reached('ok', 1);
    result.stop();
    expect((await result.ended).k6).toEqual({ version: k6.version, ended: 'interrupted' });
  });

  test('a run whose k6 is killed has died, with what it measured before', async () => {
    await using server = await startCountingServer();
    await using folder = await temporaryFolder();
    const path = await k6WithProcessId(folder);
    const windows: TimedWindow[] = [];
    const result = runK6({
      ...options(server, { RATE: '20', SECONDS: '600' }),
      k6: { ...k6, path },
      onWindow: (window) => windows.push(window),
    });
    await expect.poll(() => windows.length, { timeout: 60_000 }).toBeGreaterThan(0);
    process.kill(await processId(folder), 'SIGKILL');
    const { load, k6: end } = await result.ended;
    expect(end).toEqual({ version: k6.version, ended: 'died' });
    expect(requests(load, 'visit: ok')).toBeGreaterThan(0);
  });

  test('a script that cannot run has died with what k6 said, its secrets aside', async () => {
    await using folder = await temporaryFolder();
    await using server = await startCountingServer();
    const script = "throw new Error('no store with ' + __ENV.PASSWORD);";
    const result = runK6({
      ...options(server, {}),
      entry: await folder.file('broken.js', script),
      variables: { PASSWORD: new Secret('hunter2') },
    });
    const { load, k6: end } = await result.ended;
    expect(end).toMatchObject({ ended: 'died', exitCode: 107 });
    expect(end.lastLines?.join('\n')).toContain('no store with [secret]');
    expect(load.windows).toEqual([]);
  });

  test('k6 does not outlive the process that started it', async () => {
    await using server = await startCountingServer();
    await using folder = await temporaryFolder();
    const program = join(import.meta.dirname, '../testing/run-k6-program.ts');
    const parent = startProcess(process.execPath, [program, await k6WithProcessId(folder), entry], {
      env: { ...process.env, BASE_URL: server.address, SECONDS: '600' },
      onOutput: () => {},
      onErrorLine: () => {},
    });
    await server.reached('ok', 1);
    const id = await processId(folder);
    expect(await isRunning(id)).toBe(true);
    parent.kill('SIGKILL');
    expect(await parent.ended).toEqual({ signal: 'SIGKILL' });
    await expect.poll(() => isRunning(id), { timeout: 60_000 }).toBe(false);
  });
});
