import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { systemClock } from '../../time/clock.ts';
import type { TimedWindow } from '../k6/record-points.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { k6Options } from '../shapes/k6-options.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { plannedJourneys } from '../shapes/planned-load.ts';
import { realK6 } from '../testing/real-k6.ts';
import { type SharedInMemory, sharedInMemory } from '../testing/shared-in-memory.ts';
import { standInStore } from '../testing/stand-in-store.ts';
import { type TasksInProcess, tasksInProcess } from '../testing/worker-tasks-in-process.ts';
import { bundlePrograms } from './bundle.ts';
import type { GatheredLoad } from './gather.ts';
import { sendFromWorkers } from './send-from-workers.ts';
import { sharedFiles } from './shared-files.ts';
import { fileNames } from './shared-folder.ts';
import { startFleet } from './worker-fleet.ts';

const timeout = 120_000;
const k6 = await realK6();
const { journeys } = await bundlePrograms();
const binaries = sharedInMemory({ k6: await readFile(await pathOf(k6.path)) });
const administrator = { email: 'admin@example.com', password: 'a password of one test' };
const environment = { ADMIN_EMAIL: administrator.email, ADMIN_PASSWORD: administrator.password };

/** The k6 on the PATH has a name alone. */
async function pathOf(path: string): Promise<string> {
  if (path.includes('/')) return path;
  const folders = (process.env.PATH ?? '').split(':').map((folder) => join(folder, path));
  for (const each of folders) {
    if ((await readFile(each).catch(() => undefined)) !== undefined) return each;
  }
  return path;
}

const plan: LoadPlan = {
  ...{ scenario: 'average', startRatePerSecond: 10, mostVisitors: 90 },
  stages: [{ durationMs: 6_000, ratePerSecond: 10 }],
  mix: { browse: 0.4, search: 0.2, cart: 0.2, checkout: 0.1, admin: 0.1 },
};

interface Course {
  readonly tasks: TasksInProcess;
  readonly shared: SharedInMemory;
  readonly windows: readonly TimedWindow[];
}

/** Sends the plan's load to an address from so many workers. */
async function send(
  count: number,
  address: string,
  { during = () => {}, signal = new AbortController().signal, durationMs = 6_000 } = {},
): Promise<GatheredLoad & Course> {
  const shared = sharedInMemory({ [fileNames.journeys]: Buffer.from(journeys) });
  const stages = [{ durationMs, ratePerSecond: 10 }];
  const options = k6Options({ ...plan, stages }, { trustAnyCertificate: true, workers: count });
  await sharedFiles.orders.write(shared, fileNames.orders, {
    ...{ count, k6: { file: 'k6', version: k6.version }, options: { ...options } },
    variables: { STOREFRONT_URL: 'http://the-store.invalid:80', LOADTEST_THINK_DIVISOR: '100' },
    ...{ windowMs: 1_000, startWithinMs: 60_000, longestMs: 120_000 },
    addresses: { 'the-store.invalid:80': new URL(address).host },
  });
  await using tasks = await tasksInProcess({ shared, binaries, environment });
  const common = { tasks, shared, clock: systemClock, signal, pollMs: 200 };
  const fleet = await startFleet({ ...common, count, readyWithinMs: 60_000, note: () => {} });
  const windows: TimedWindow[] = [];
  const gathered = await sendFromWorkers({
    ...{ ...common, fleet, k6Version: k6.version, windowMs: 1_000, longestMs: 120_000 },
    startInMs: 3_000,
    onWindow: (window) => {
      windows.push(window);
      during();
    },
  });
  expect(tasks.running()).toBe(0);
  return { ...gathered, tasks, shared, windows };
}

function requestsOf({ windows, setupRequests = 0 }: LoadRecord): number {
  const steps = windows.flatMap((window) => Object.values(window.steps));
  return steps.reduce((sum, { requests }) => sum + requests, setupRequests);
}

const iterationsOf = ({ windows }: LoadRecord) => windows.reduce((sum, each) => sum + each.iterations, 0);

/** k6 begins the last journey of a stage at its very end, or not: that of each of the five journeys. */
const lastJourneys = 5;

test('workers send exactly the planned load, together, and every request of it counts', {
  timeout,
}, async () => {
  await using store = await standInStore({ administrator });
  const { load, k6: end, summary = '', windows, shared } = await send(3, store.url);
  expect(end).toEqual({ version: k6.version, ended: 'completed', exitCode: 0 });
  expect(requestsOf(load)).toBe(store.requests.length);
  expect(Math.abs(iterationsOf(load) - plannedJourneys(plan))).toBeLessThanOrEqual(lastJourneys);
  expect(windows.map(({ window }) => window)).toEqual(load.windows.slice(0, windows.length));
  expect(JSON.parse(summary).workers).toHaveLength(3);

  const results = await Promise.all([1, 2, 3].map((worker) => resultOf(shared, worker)));
  expect(results.map(iterationsOf).every((count) => count > 15)).toBe(true);
  const starts = results.map(({ startMs }) => startMs);
  expect(Math.max(...starts) - Math.min(...starts)).toBe(0);
  // The load begins with the record, not with the wait of workers for each other.
  expect(iterationsOf({ ...load, windows: load.windows.slice(0, 2) })).toBeGreaterThan(0);
  expect(textsIn(shared)).not.toContain(administrator.password);
});

async function resultOf(shared: SharedInMemory, worker: number): Promise<LoadRecord> {
  const result = await sharedFiles.result.read(shared, fileNames.result(worker));
  if (result === undefined) throw new Error(`Worker ${worker} left no result.`);
  return result.load;
}

function textsIn({ files }: SharedInMemory): string {
  const texts = [...files].map(([name, content]) => (name.endsWith('.gz') ? gunzipSync(content) : content));
  return texts.map((text) => Buffer.from(text).toString('utf8')).join();
}

test('an interrupted run stops all workers, and keeps what each has measured', { timeout }, async () => {
  await using store = await standInStore({ administrator });
  const abort = new AbortController();
  const during = () => abort.abort();
  const { load, k6: end } = await send(2, store.url, { during, signal: abort.signal, durationMs: 60_000 });
  expect(end.ended).toBe('interrupted');
  expect(requestsOf(load)).toBeGreaterThan(0);
  expect(requestsOf(load)).toBeLessThanOrEqual(store.requests.length);
});
