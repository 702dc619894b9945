import { expect, test } from 'vitest';
import { webServiceState } from '../../api/testing/sample-state.ts';
import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import type { Fact } from '../../model/fact.ts';
import { emptyTestCluster } from '../testing/cluster-fixtures.ts';
import {
  containerState,
  runningContainer,
  runningTask,
  targetState,
  taskState,
} from '../testing/task-fixtures.ts';
import { observe } from './observe.ts';

const taskId = 't1';
const clusterOf = (task: TaskState): ClusterState => ({ ...emptyTestCluster(), tasks: { t1: task } });

/** The task after the fact; the very same one when nothing changed. */
function seen(task: TaskState, fact: Fact): TaskState | undefined {
  const before = clusterOf(task);
  const after = observe(before, fact, 1000);
  expect(after === before).toBe(after.tasks.t1 === task);
  return after.tasks.t1;
}

test('a fact about a task that is not known changes nothing', () => {
  const state = emptyTestCluster();
  expect(observe(state, { type: 'taskRemoved', taskId }, 1000)).toBe(state);
});

test('a change is written down with the time', () => {
  const state = observe(clusterOf(taskState()), { type: 'containerStarted', taskId, container: 'web' }, 1000);
  expect(state.clock).toEqual({ latest: 1000, offsetMs: 0 });
});

test('a provisioned task has its address and its containers their ids', () => {
  const { privateIp: _, ...task } = taskState({ lastStatus: 'PROVISIONING' });
  const web = { runtimeId: 'abc', imageDigest: 'sha256:1' };
  const fact: Fact = { type: 'taskProvisioned', taskId, privateIp: '10.0.0.9', containers: { web } };
  const provisioned = seen(task, fact);
  expect(provisioned).toEqual({ ...task, privateIp: '10.0.0.9', containers: [containerState(web)] });
  expect(seen({ ...task, privateIp: '10.0.0.1' }, fact)?.privateIp).toBe('10.0.0.1');
  const late = taskState({ lastStatus: 'DEPROVISIONING' });
  expect(seen(late, fact)).toBe(late);
});

test('a start failure is kept while something was still to start', () => {
  const fact: Fact = { type: 'taskFailedToStart', taskId, reason: 'CannotPullContainerError: gone' };
  const fresh = taskState({ lastStatus: 'PROVISIONING' });
  expect(seen(fresh, fact)).toEqual({ ...fresh, startFailure: fact.reason });
  const starting = taskState({ containers: [containerState({ startRequested: true })] });
  expect(seen(starting, fact)).toEqual({ ...starting, startFailure: fact.reason });
  const known = { ...fresh, startFailure: 'first' };
  expect(seen(known, fact)).toBe(known);
  for (const other of [taskState(), runningTask(), runningTask({ lastStatus: 'STOPPED' })]) {
    expect(seen(other, fact)).toBe(other);
  }
});

test('a container starts, once', () => {
  const fact: Fact = { type: 'containerStarted', taskId, container: 'web' };
  const starting = taskState({ containers: [containerState({ startRequested: true })] });
  expect(seen(starting, fact)).toEqual({
    ...starting,
    containers: [runningContainer({ startedAt: 1000 })],
  });
  const running = runningTask();
  expect(seen(running, fact)).toBe(running);
  const stopped = taskState({ containers: [containerState({ lastStatus: 'STOPPED' })] });
  expect(seen(stopped, fact)).toBe(stopped);
  expect(seen(running, { ...fact, container: 'other' })).toBe(running);
});

test('a container ends with its exit code', () => {
  const fact: Fact = { type: 'containerExited', taskId, container: 'web', exitCode: 3, outOfMemory: false };
  const task = runningTask({ containers: [runningContainer(), runningContainer({ name: 'other' })] });
  expect(seen(task, fact)).toEqual({
    ...task,
    containers: [
      runningContainer({ lastStatus: 'STOPPED', exitCode: 3 }),
      runningContainer({ name: 'other' }),
    ],
  });
});

test('a container that ran out of memory says so and has exit code 137', () => {
  const fact: Fact = { type: 'containerExited', taskId, container: 'web', exitCode: 0, outOfMemory: true };
  expect(seen(runningTask(), fact)?.containers).toEqual([
    runningContainer({
      lastStatus: 'STOPPED',
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    }),
  ]);
});

test('a container that is missing has ended without an exit code', () => {
  expect(seen(runningTask(), { type: 'containerMissing', taskId, container: 'web' })?.containers).toEqual([
    runningContainer({
      lastStatus: 'STOPPED',
      reason: 'CannotInspectContainerError: the container is no longer there',
    }),
  ]);
});

test('the health of a running container is kept', () => {
  const fact: Fact = { type: 'containerHealth', taskId, container: 'web', health: 'HEALTHY' };
  const running = runningTask();
  const healthy = seen(running, fact);
  expect(healthy?.containers).toEqual([runningContainer({ healthStatus: 'HEALTHY' })]);
  if (healthy !== undefined) expect(seen(healthy, fact)).toBe(healthy);
  const fresh = taskState();
  expect(seen(fresh, fact)).toBe(fresh);
});

const healthy: Fact = {
  type: 'targetHealth',
  taskId,
  targetGroup: 'WebTargets',
  state: 'unhealthy',
  reason: 'Target.Timeout',
  description: 'Request timed out',
};

test('the health of a registered target is kept, and confirms its registration', () => {
  for (const state of ['initial', 'healthy', 'unhealthy'] as const) {
    const task = runningTask({ targets: [targetState({ state, reason: 'x', registeredAt: 4 })] });
    expect(seen(task, healthy)?.targets).toEqual([
      targetState({
        state: 'unhealthy',
        reason: 'Target.Timeout',
        description: 'Request timed out',
        registeredAt: 4,
        confirmed: true,
      }),
    ]);
  }
  const { reason: _, description: __, ...plain } = healthy;
  const task = runningTask({ targets: [targetState({ state: 'unhealthy', reason: 'x', description: 'y' })] });
  expect(seen(task, plain)?.targets).toEqual([targetState({ state: 'unhealthy', confirmed: true })]);
});

test('what is known of a target, or no longer so, changes nothing', () => {
  const known = targetState({
    state: 'unhealthy',
    reason: 'Target.Timeout',
    description: 'Request timed out',
    confirmed: true,
  });
  const others = (['unregistered', 'draining', 'unused'] as const).map((state) => targetState({ state }));
  for (const target of [known, ...others, targetState({ state: 'initial', targetGroup: 'Other' })]) {
    const task = runningTask({ targets: [target] });
    expect(seen(task, healthy)).toBe(task);
  }
  for (const changed of [{ reason: 'other' }, { description: 'other' }, { confirmed: false }]) {
    const task = runningTask({ targets: [{ ...known, ...changed }] });
    expect(seen(task, healthy)?.targets).toEqual([known]);
  }
});

test('a drained target is unused', () => {
  const fact: Fact = { type: 'targetDrained', taskId, targetGroup: 'WebTargets' };
  const task = runningTask({ targets: [targetState({ state: 'draining' })] });
  expect(seen(task, fact)?.targets).toEqual([
    targetState({
      state: 'unused',
      reason: 'Target.NotRegistered',
      description: 'Target is not registered',
    }),
  ]);
  const serving = runningTask({ targets: [targetState({ state: 'healthy' })] });
  expect(seen(serving, fact)).toBe(serving);
});

test('a task whose remains are removed is STOPPED', () => {
  const ending = runningTask({ lastStatus: 'DEPROVISIONING' });
  expect(seen(ending, { type: 'taskRemoved', taskId })).toEqual({
    ...ending,
    lastStatus: 'STOPPED',
    stoppedAt: 1000,
  });
  const running = runningTask();
  expect(seen(running, { type: 'taskRemoved', taskId })).toBe(running);
});

test('the alarms that are in ALARM are kept', () => {
  const state = emptyTestCluster();
  const none = observe(state, { type: 'alarms', inAlarm: [] }, 1000);
  expect(none).toBe(state);
  const some = observe(state, { type: 'alarms', inAlarm: ['a', 'b'] }, 1000);
  expect(some).toEqual({ ...state, inAlarm: ['a', 'b'] });
  expect(observe(some, { type: 'alarms', inAlarm: ['b', 'a'] }, 1000)).toBe(some);
  expect(observe(some, { type: 'alarms', inAlarm: ['a', 'c'] }, 1000).inAlarm).toEqual(['a', 'c']);
  expect(observe(some, { type: 'alarms', inAlarm: ['a'] }, 1000).inAlarm).toEqual(['a']);
});

test('of several containers and targets the fact is about one', () => {
  const [first, second] = ['A', 'B'].map((targetGroup) =>
    targetState({ targetGroup, state: 'initial', confirmed: true }),
  );
  const pair = runningTask({
    containers: [runningContainer(), runningContainer({ name: 'other' })],
    targets: [first, second].flatMap((one) => one ?? []),
  });
  const exited: Fact = {
    type: 'containerExited',
    taskId,
    container: 'other',
    exitCode: 3,
    outOfMemory: false,
  };
  expect(seen(pair, exited)?.containers).toEqual([
    runningContainer(),
    { ...runningContainer({ name: 'other' }), lastStatus: 'STOPPED', exitCode: 3 },
  ]);
  const healthy: Fact = { type: 'targetHealth', taskId, targetGroup: 'B', state: 'healthy' };
  expect(seen(pair, healthy)?.targets).toStrictEqual([first, { ...second, state: 'healthy' }]);
});

test('a container that cannot be started fails its task while another runs', () => {
  const fact: Fact = { type: 'taskFailedToStart', taskId, reason: 'CannotStartContainerError: no' };
  const half = taskState({
    containers: [runningContainer({ name: 'other' }), containerState({ startRequested: true })],
  });
  expect(seen(half, fact)).toEqual({ ...half, startFailure: fact.reason });
});

test('a task that was provisioned too late has no address', () => {
  const { privateIp: _, ...failed } = taskState({ lastStatus: 'DEPROVISIONING', startFailure: 'gone' });
  const fact: Fact = { type: 'taskProvisioned', taskId, privateIp: '10.0.0.9', containers: {} };
  expect(seen(failed, fact)).toBe(failed);
});

test('the first task of a deployment to be provisioned says which images the others run', () => {
  const { privateIp: _, ...task } = taskState({
    lastStatus: 'PROVISIONING',
    deploymentId: webServiceState.deployments[0]?.id ?? '',
  });
  const before = {
    ...clusterOf({ ...task, group: `service:${webServiceState.name}` }),
    services: { [webServiceState.name]: webServiceState },
  };
  const fact = (id: string): Fact => {
    const images = { web: { id, digest: id } };
    return { type: 'taskProvisioned', taskId, privateIp: '10.0.0.9', containers: {}, images };
  };
  const pinned = observe(before, fact('first'), 1000);
  const images = (state: ClusterState) => state.services[webServiceState.name]?.deployments[0]?.images;
  expect(images(pinned)).toEqual({ web: { id: 'first', digest: 'first' } });
  expect(images(observe({ ...before, services: pinned.services }, fact('second'), 2000))).toEqual(
    images(pinned),
  );
});
