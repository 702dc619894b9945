import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import type { TimedWindow } from '../k6/record-points.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { type ScriptedTasks, scriptedTasks, type TaskScript } from '../testing/scripted-tasks.ts';
import { type SharedInMemory, sharedInMemory } from '../testing/shared-in-memory.ts';
import type { GatheredLoad } from './gather.ts';
import { sendFromWorkers } from './send-from-workers.ts';
import { sharedFiles, type WorkerResult } from './shared-files.ts';
import { fileNames } from './shared-folder.ts';
import { startFleet } from './worker-fleet.ts';

const version = '1.1.0';

/** Windows with so many journeys each. */
function load(...iterations: readonly number[]): LoadRecord {
  const windows = iterations.map((each) => ({ iterations: each, droppedIterations: 0, steps: {} }));
  return { startMs: 60_000, windowMs: 1_000, windows };
}

const completed = (record: LoadRecord): WorkerResult => ({
  load: record,
  k6: { version, ended: 'completed', exitCode: 0 },
});
const interrupted = (record: LoadRecord): WorkerResult => ({
  load: record,
  k6: { version, ended: 'interrupted' },
});

interface Course {
  readonly shared: SharedInMemory;
  readonly tasks: ScriptedTasks;
  /** How many times the workers were looked at since the start. */
  readonly look: number;
  leave(worker: number, result: WorkerResult): Promise<void>;
  report(worker: number, number: number, record: LoadRecord): Promise<void>;
}

interface Sent {
  readonly sent: GatheredLoad;
  readonly stopped: readonly number[];
  readonly windows: readonly TimedWindow[];
}

/** Two workers that wait for the start, and then do what the course says with each look. */
async function send(
  course: (course: Course) => void | Promise<void>,
  { onStop = {} as Pick<TaskScript, 'onStop'>, signal = new AbortController().signal } = {},
): Promise<Sent> {
  const shared = sharedInMemory();
  let look = 0;
  const tasks = scriptedTasks({
    ...onStop,
    onLook: (asked) => {
      look += 1;
      return course({
        ...{ shared, tasks: asked, look },
        leave: (worker, result) => sharedFiles.result.write(shared, fileNames.result(worker), result),
        report: (worker, number, record) =>
          sharedFiles.report.write(shared, fileNames.report(worker, number), record),
      });
    },
  });
  for (const worker of [1, 2]) {
    await sharedFiles.ready.write(shared, fileNames.ready(worker), { atMs: 0 });
  }
  const common = { tasks, shared, clock: waitingClock(), pollMs: 1_000, signal };
  const fleet = await startFleet({ ...common, count: 2, readyWithinMs: 60_000, note: () => {} });
  const windows: TimedWindow[] = [];
  const sent = await sendFromWorkers({
    ...{ ...common, fleet, k6Version: version, windowMs: 1_000, longestMs: 60_000 },
    onWindow: (window) => windows.push(window),
  });
  return { sent, stopped: tasks.stopped, windows };
}

const iterations = (record: LoadRecord) => record.windows.map((each) => each.iterations);

test('what workers measured is one record, and their windows are shown when all have finished them', async () => {
  const { sent, windows } = await send(async ({ look, leave, report, tasks }) => {
    if (look === 1) await report(1, 1, load(1, 2));
    if (look === 2) await report(2, 1, load(10));
    if (look === 3) await report(1, 2, { ...load(3), startMs: 62_000 });
    if (look === 4) await leave(1, completed(load(1, 2, 3)));
    if (look === 5) await leave(2, completed(load(10, 20, 30)));
    if (look === 5) for (const worker of [1, 2]) tasks.end(worker, 'Essential container in task exited', 0);
  });
  expect(sent.k6).toEqual({ version, ended: 'completed', exitCode: 0 });
  expect(iterations(sent.load)).toEqual([11, 22, 33]);
  expect(windows.map(({ startMs, window }) => [startMs, window.iterations])).toEqual([
    [60_000, 11],
    [61_000, 22],
    [62_000, 33],
  ]);
});

test('a worker whose task is gone ends the run, which has died with the reason and what was reported', async () => {
  const shared = new Map<string, () => Promise<void>>();
  const { sent, stopped } = await send(
    async ({ look, report, leave, tasks }) => {
      shared.set('healthy', () => leave(1, interrupted(load(1, 2, 3))));
      if (look === 1) await report(2, 1, load(10, 20));
      if (look === 2) tasks.end(2, 'OutOfMemoryError: container killed due to memory usage.', 137);
    },
    { onStop: { onStop: async (worker) => void (worker === 1 && (await shared.get('healthy')?.())) } },
  );
  expect(sent.k6).toEqual({
    ...{ version, ended: 'died', exitCode: 137 },
    lastLines: [
      'worker 2 of 2 left no result; its task ended with exit code 137: OutOfMemoryError: container killed due to memory usage',
      'the last line of task-2',
    ],
  });
  expect(iterations(sent.load)).toEqual([11, 22, 3]);
  expect(stopped).toEqual([1]);
});

test('a worker whose k6 died ends the run with what k6 said', async () => {
  const died = { version, ended: 'died' as const, exitCode: 107, lastLines: ['no store'] };
  const { sent, stopped } = await send(async ({ look, leave }) => {
    if (look === 2) await leave(2, { load: load(5), k6: died });
  });
  expect(sent.k6).toEqual({
    ...died,
    lastLines: ['worker 2 of 2 did not reach the end', 'no store'],
  });
  expect(stopped).toEqual([1, 2]);
});

test('an interrupted run stops its workers, and has what they left', async () => {
  const abort = new AbortController();
  const leaving: ((worker: number) => Promise<void>)[] = [];
  const { sent, stopped } = await send(
    ({ look, leave }) => {
      leaving.push((worker) => leave(worker, interrupted(load(worker))));
      if (look === 2) abort.abort();
    },
    { signal: abort.signal, onStop: { onStop: (worker) => leaving[0]?.(worker) } },
  );
  expect(sent.k6).toEqual({ version, ended: 'interrupted' });
  expect(iterations(sent.load)).toEqual([3]);
  expect(stopped).toEqual([1, 2]);
});

test('a worker that somebody else stopped has not done its part', async () => {
  const { sent } = await send(async ({ look, leave, tasks }) => {
    if (look === 1) await leave(1, completed(load(1)));
    if (look === 2) await leave(2, interrupted(load(2)));
    if (look === 2) tasks.end(2, 'Task stopped by user.', 0);
  });
  expect(sent.k6).toMatchObject({
    ended: 'died',
    lastLines: ['worker 2 of 2 was stopped; its task ended with exit code 0: Task stopped by user'],
  });
});

test('workers that never end are stopped after the longest time of the load', async () => {
  const { sent, stopped } = await send(() => {});
  expect(stopped).toEqual([1, 2]);
  expect(sent.k6.ended).toBe('died');
  expect(sent.load.windows).toEqual([]);
});

test('an endpoint that is gone for a while does not end the load', async () => {
  const { sent, stopped } = await send(async ({ look, leave, tasks }) => {
    if (look > 1 && look < 30) throw new Error('connect ECONNREFUSED');
    if (look < 30) return;
    for (const worker of [1, 2]) {
      await leave(worker, completed(load(worker)));
      tasks.end(worker, 'Essential container in task exited', 0);
    }
  });
  expect(sent.k6.ended).toBe('completed');
  expect(stopped).toEqual([]);
});

test('a worker that does not end when it is asked to is said to be left, with its task', async () => {
  const abort = new AbortController();
  const { sent } = await send(
    async ({ look, leave }) => {
      if (look !== 2) return;
      for (const worker of [1, 2]) await leave(worker, interrupted(load(worker)));
      abort.abort();
    },
    {
      signal: abort.signal,
      onStop: {
        onStop: (worker) => {
          if (worker === 2) throw new Error('AccessDenied');
        },
      },
    },
  );
  expect(sent.k6.ended).toBe('died');
  expect(sent.k6.lastLines?.join()).toMatch(
    /^Timed out after 240 s waiting for the workers of the load test to end\. .*task-2$/,
  );
  expect(iterations(sent.load)).toEqual([3]);
});
