import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { createProgress } from '../../progress/progress.ts';
import { renewTasks } from './renew-tasks.ts';
import { failureOf, hurriedClock } from './testing/release-calls.ts';
import { type ReleasedStore, releasedStore } from './testing/released-store.ts';
import { cluster } from './testing/stack-of-store.ts';

const renew = (store: ReleasedStore, smokeCheck = async () => 'answers') =>
  renewTasks({
    target: store.target,
    progress: createProgress(() => {}),
    signal: new AbortController().signal,
    hints: { slow: 'look', failed: () => 'look' },
    ways: { smokeCheck },
    clock: hurriedClock(),
  });

async function taskIds({ ecs }: ReleasedStore, serviceName?: string): Promise<readonly string[]> {
  const { taskArns = [] } = await ecs.listTasks({
    ...{ cluster, desiredStatus: 'RUNNING' },
    ...(serviceName === undefined ? {} : { serviceName }),
  });
  return taskArns;
}

test('all tasks are replaced by others of the same revisions', async () => {
  await using store = await releasedStore();
  const before = await taskIds(store);
  const revisions = await renew(store);
  expect(Object.keys(revisions).toSorted()).toEqual(['spree-local-web', 'spree-local-worker']);
  const after = await taskIds(store);
  expect(after).toHaveLength(3);
  expect(after.filter((task) => before.includes(task))).toEqual([]);
  expect(await store.running()).toEqual({ web: 'one', worker: 'one' });
});

test('where new tasks do not start, the ones from before keep serving', async () => {
  let isBroken = false;
  await using store = await releasedStore(({ command }) =>
    isBroken && command.includes('serve') ? 1 : undefined,
  );
  const before = await taskIds(store, 'spree-local-web');
  isBroken = true;
  const failure = await failureOf(renew(store));
  expect(failure.code).toBe('STORE_DOES_NOT_START');
  expect(failure.message).not.toContain('rolled back to');
  expect(await taskIds(store, 'spree-local-web')).toEqual(expect.arrayContaining([...before]));
});

test('a storefront that does not answer afterwards is a failure, and no task is taken back', async () => {
  await using store = await releasedStore();
  const before = await taskIds(store);
  const failure = await failureOf(
    renew(store, async () => await Promise.reject(new Failure('SMOKE_CHECK_FAILED', '/up answers 500'))),
  );
  expect(failure).toMatchObject({ code: 'SMOKE_CHECK_FAILED', message: '/up answers 500' });
  expect((await taskIds(store)).filter((task) => before.includes(task))).toEqual([]);
});

test('a service that has another deployment in the end than the one that was begun is a failure', async () => {
  await using store = await releasedStore();
  const failure = await failureOf(
    renew(store, async () => {
      // As a circuit breaker does that was faster than the first look.
      await store.ecs.updateService({ cluster, service: 'spree-local-web', forceNewDeployment: true });
      return 'answers';
    }),
  );
  expect(failure).toMatchObject({
    code: 'STORE_DOES_NOT_START',
    message: expect.stringContaining('New tasks of the service spree-local-web did not start'),
  });
});
