import { expect, test } from 'vitest';
import { createProgress, type ProgressEvent } from '../progress/progress.ts';
import { failureOf, hurriedClock } from './release/testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from './release/testing/released-store.ts';
import { cluster } from './release/testing/stack-of-store.ts';
import { restartServices } from './restart-services.ts';

const restart = (store: ReleasedStore, names: readonly string[] = [], events: ProgressEvent[] = []) =>
  restartServices({
    ...{ target: store.target, names },
    progress: createProgress((event) => events.push(event)),
    signal: new AbortController().signal,
    hints: { slow: 'look', failed: () => 'look' },
    clock: hurriedClock(),
  });

async function tasksOf({ ecs }: ReleasedStore, serviceName: string): Promise<readonly string[]> {
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName, desiredStatus: 'RUNNING' });
  return taskArns;
}

async function bothOf(store: ReleasedStore) {
  return {
    web: await tasksOf(store, 'spree-local-web'),
    worker: await tasksOf(store, 'spree-local-worker'),
  };
}

test('all tasks of all services are replaced by others of the same release', async () => {
  await using store = await releasedStore();
  const before = await bothOf(store);
  const services = await restart(store);
  expect(services.toSorted()).toEqual(['spree-local-web', 'spree-local-worker']);
  const after = await bothOf(store);
  expect([after.web.length, after.worker.length]).toEqual([before.web.length, before.worker.length]);
  expect(after.web.filter((task) => before.web.includes(task))).toEqual([]);
  expect(after.worker.filter((task) => before.worker.includes(task))).toEqual([]);
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
});

test('only the service that is named is restarted', async () => {
  await using store = await releasedStore();
  const before = await bothOf(store);
  const events: ProgressEvent[] = [];
  expect(await restart(store, ['web', 'web'], events)).toEqual(['spree-local-web']);
  const after = await bothOf(store);
  expect(after.worker).toEqual(before.worker);
  expect(after.web.filter((task) => before.web.includes(task))).toEqual([]);
  expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'done' });
});

test('an unknown name is refused before any task is replaced', async () => {
  await using store = await releasedStore();
  const before = await bothOf(store);
  const failure = await failureOf(restart(store, ['web', 'nonsense']));
  expect(failure).toMatchObject({
    code: 'SERVICE_UNKNOWN',
    hint: 'Services: spree-local-web, spree-local-worker.',
  });
  expect(await bothOf(store)).toEqual(before);
});

test('where new tasks do not start, the ones from before keep serving', async () => {
  let isBroken = false;
  await using store = await releasedStore(({ command }) =>
    isBroken && command.includes('serve') ? 1 : undefined,
  );
  const before = await tasksOf(store, 'spree-local-web');
  isBroken = true;
  const failure = await failureOf(restart(store, ['web']));
  expect(failure.code).toBe('STORE_DOES_NOT_START');
  expect(await tasksOf(store, 'spree-local-web')).toEqual(expect.arrayContaining([...before]));
});

test('a service that is scaled to none is left alone, and refused where it is named', async () => {
  await using store = await releasedStore();
  await store.ecs.updateService({ cluster, service: 'spree-local-worker', desiredCount: 0 });
  expect(await restart(store)).toEqual(['spree-local-web']);
  const failure = await failureOf(restart(store, ['worker']));
  expect(failure).toMatchObject({
    code: 'NO_TASKS_TO_RESTART',
    message: 'No tasks are wanted of spree-local-worker',
  });
});
