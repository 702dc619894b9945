import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { scriptedTasks, type TaskScript } from '../testing/scripted-tasks.ts';
import { sharedInMemory } from '../testing/shared-in-memory.ts';
import { sharedFiles } from './shared-files.ts';
import { fileNames } from './shared-folder.ts';
import { type Fleet, startFleet } from './worker-fleet.ts';

const shared = () => sharedInMemory();

async function start(
  count: number,
  script: TaskScript,
  { folder = shared(), signal = new AbortController().signal } = {},
): Promise<{ readonly fleet: Promise<Fleet>; readonly stopped: readonly number[] }> {
  const tasks = scriptedTasks(script);
  const fleet = startFleet({
    ...{ count, tasks, shared: folder, clock: waitingClock(), signal, note: () => {} },
    ...{ readyWithinMs: 60_000, pollMs: 1_000 },
  });
  await fleet.catch(() => undefined);
  return { fleet, stopped: tasks.stopped };
}

test('a fleet is there when all of its workers are ready', async () => {
  const folder = shared();
  const ready = (worker: number, atMs: number) =>
    sharedFiles.ready.write(folder, fileNames.ready(worker), { atMs });
  let looks = 0;
  const script = {
    onStart: async (worker: number) => void (worker === 1 && (await ready(1, 5_000))),
    onLook: async () => {
      looks += 1;
      if (looks === 3) await ready(2, 9_000);
    },
  };
  const { fleet, stopped } = await start(2, script, { folder });
  const { workers, workersNow } = await fleet;
  expect(workers.map(({ worker }) => worker)).toEqual([1, 2]);
  expect(workersNow(), 'on the clock of the workers that is ahead most').toBe(9_000);
  expect(stopped).toEqual([]);
});

test('a worker that ends before the load fails the start with its reason, and the others are stopped', async () => {
  const reason = 'CannotPullContainerError: no such image';
  const { fleet, stopped } = await start(3, {
    onStart: (worker, { end }) => {
      if (worker === 2) end(2, reason);
    },
  });
  await expect(fleet).rejects.toMatchObject({
    code: 'WORKER_NOT_STARTED',
    message: `Worker 2 of 3 ended before the load began: ${reason}\nthe last line of task-2`,
  });
  expect(stopped).toEqual([1, 3]);
});

test('a task that ECS refuses to start fails the start, and those that were started are stopped', async () => {
  const refuse = (worker: number) => {
    if (worker === 2) throw new Error('no capacity');
  };
  const { fleet, stopped } = await start(3, { onStart: refuse });
  await expect(fleet).rejects.toThrow('no capacity');
  expect(stopped).toEqual([1, 3]);
});

test('workers that are not ready in time are named with what their tasks are', async () => {
  const folder = shared();
  await sharedFiles.ready.write(folder, fileNames.ready(1), { atMs: 0 });
  const { fleet, stopped } = await start(2, {}, { folder });
  await expect(fleet).rejects.toMatchObject({
    code: 'WORKER_NOT_STARTED',
    message: '1 of 2 workers were not ready after 60 s: worker 2 is RUNNING',
  });
  expect(stopped).toEqual([1, 2]);
});

test('an abort while workers start stops all of them', async () => {
  const abort = new AbortController();
  const { fleet, stopped } = await start(2, { onLook: () => abort.abort() }, { signal: abort.signal });
  await expect(fleet).rejects.toBe(abort.signal.reason);
  expect(stopped).toEqual([1, 2]);
});

test('an endpoint that does not answer at once does not keep workers from being stopped', async () => {
  let looks = 0;
  const onLook = () => {
    looks += 1;
    if (looks > 1 && looks < 5) throw new Error('connect ECONNREFUSED');
  };
  const { stopped } = await start(2, { onLook });
  expect(stopped).toEqual([1, 2]);
});
