import { expect, test } from 'vitest';
import { targetGroup } from '../testing/cluster-fixtures.ts';
import { runningTask, targetState, taskContext } from '../testing/task-fixtures.ts';
import { deregisterTargets, endDraining, registerTargets } from './target-registration.ts';

const states = ['unregistered', 'initial', 'healthy', 'unhealthy', 'draining', 'unused'] as const;
const targets = states.map((state) => targetState({ targetGroup: state, state }));
const task = runningTask({ targets });

test('only targets that are not registered yet are registered', () => {
  const step = registerTargets(task, 5);
  expect(step.task.targets).toEqual([
    {
      ...targets[0],
      state: 'initial',
      reason: 'Elb.RegistrationInProgress',
      registeredAt: 5,
    },
    ...targets.slice(1),
  ]);
  expect(step.effects).toEqual([{ type: 'registerTarget', taskId: 't1', targetGroup: 'unregistered' }]);
  expect(step.notes).toEqual([{ type: 'registered', targetGroup: 'unregistered' }]);
});

test('whatever is registered is deregistered, healthy or not', () => {
  const step = deregisterTargets(task, 5);
  expect(step?.task.targets.map((target) => target.state)).toEqual([
    'unregistered',
    'draining',
    'draining',
    'draining',
    'draining',
    'unused',
  ]);
  expect(step?.task.targets[4]).toBe(targets[4]);
  const groups = ['initial', 'healthy', 'unhealthy'];
  expect(step?.effects).toEqual(
    groups.map((group) => ({ type: 'deregisterTarget', taskId: 't1', targetGroup: group })),
  );
  expect(step?.notes).toEqual([
    ...groups.map((group) => ({ type: 'deregistered', targetGroup: group })),
    { type: 'draining' },
  ]);
});

test('a target that is drained says since when, and when it was registered', () => {
  const known = targetState({ state: 'healthy', confirmed: true, reason: 'x', registeredAt: 3 });
  const drained = (target: typeof known) =>
    deregisterTargets(runningTask({ targets: [target] }), 5)?.task.targets[0];
  const draining = {
    targetGroup: 'WebTargets',
    port: 3000,
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
    drainingSince: 5,
  };
  expect(drained(known)).toStrictEqual({ ...draining, registeredAt: 3 });
  expect(drained(targetState({ state: 'initial' }))).toStrictEqual(draining);
});

test('a task without a registered target has nothing to deregister', () => {
  expect(deregisterTargets(runningTask({ targets: [targetState()] }), 5)).toBeUndefined();
});

test('each target is unused when its own deregistration delay is over', () => {
  const draining = (group: string, since: number) =>
    targetState({ targetGroup: group, state: 'draining', drainingSince: since });
  const both = runningTask({
    targets: [draining('WebTargets', 10_000), draining('Fast', 9000), targetState({ state: 'healthy' })],
  });
  const at = (now: number) => ({
    ...taskContext({}, now),
    targetGroups: { WebTargets: targetGroup(), Fast: targetGroup({ deregistrationDelaySeconds: 1 }) },
  });
  expect(endDraining(both, at(9999))).toEqual({ task: both, effects: [], notes: [], dueAt: 10_000 });
  const once = endDraining(both, at(10_000)).task;
  expect(once.targets.map((target) => target.state)).toEqual(['draining', 'unused', 'healthy']);
  expect(once.targets[1]).toMatchObject({
    reason: 'Target.NotRegistered',
    description: 'Target is not registered',
  });
  expect(endDraining(once, at(39_999)).dueAt).toBe(40_000);
  const twice = endDraining(once, at(40_000)).task;
  expect(twice.targets.map((target) => target.state)).toEqual(['unused', 'unused', 'healthy']);
  expect(endDraining(twice, at(50_000))).toEqual({ task: twice, effects: [], notes: [] });
});

test('a target of a group that is gone is unused at once', () => {
  const stray = targetState({ targetGroup: 'Gone', state: 'draining', drainingSince: 1000 });
  const step = endDraining(runningTask({ targets: [stray] }), taskContext({}, 1000));
  expect(step.task.targets[0]?.state).toBe('unused');
});
