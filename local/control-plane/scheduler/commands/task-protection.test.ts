import { expect, test } from 'vitest';
import { taskArn } from '../../model/arns.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { isProtected, type ProtectionChange } from '../../model/task-protection.ts';
import { accepted, liveTasks, steadyCluster } from '../testing/cluster-fixtures.ts';
import { deleteService, updateService } from './services.ts';
import { updateTaskProtection } from './task-protection.ts';
import { runTask, stopTask } from './tasks.ts';

const minute = 60_000;
const hour = 60 * minute;

function protect(state: ClusterState, tasks: readonly string[], change: Partial<ProtectionChange> = {}) {
  const outcome = updateTaskProtection(state, { tasks, protectionEnabled: true, ...change }, hour);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome;
}

const idsOf = (state: ClusterState) => liveTasks(state).map(({ id }) => id);
const reasons = (outcome: ReturnType<typeof protect>) => outcome.failures.map(({ reason }) => reason);

test('a task is protected for two hours by default, or for the given time', () => {
  const state = steadyCluster();
  const [first = '', second = ''] = idsOf(state);
  expect(protect(state, [first]).state.tasks[first]?.protectedUntil).toBe(3 * hour);
  const both = protect(state, [first, taskArn(state, second)], { expiresInMinutes: 1 });
  expect(both.protectedTasks).toEqual(
    [first, second].map((id) => ({ arn: taskArn(state, id), protectedUntil: hour + minute })),
  );
  expect(both.failures).toEqual([]);
});

test('protecting a task again restarts its time', () => {
  const state = steadyCluster();
  const [first = ''] = idsOf(state);
  const once = protect(state, [first], { expiresInMinutes: 2880 }).state;
  expect(once.tasks[first]?.protectedUntil).toBe(49 * hour);
  expect(protect(once, [first], { expiresInMinutes: 5 }).state.tasks[first]?.protectedUntil).toBe(
    hour + 5 * minute,
  );
});

test('protection can be ended at any time, and a given time is then ignored', () => {
  const state = steadyCluster();
  const [first = ''] = idsOf(state);
  const ended = protect(protect(state, [first]).state, [first], {
    protectionEnabled: false,
    expiresInMinutes: 0,
  });
  expect(ended.state.tasks[first]).not.toHaveProperty('protectedUntil');
  expect(ended.protectedTasks).toEqual([{ arn: taskArn(state, first) }]);
  expect(protect(state, [first], { protectionEnabled: false }).state).toBe(state);
});

test.each([0, 2881, 1.5, -1])('%d minutes are rejected', (expiresInMinutes) => {
  const state = steadyCluster();
  const change = { tasks: idsOf(state), protectionEnabled: true, expiresInMinutes };
  expect(updateTaskProtection(state, change, 0)).toEqual({
    ok: false,
    error: {
      code: 'InvalidParameterException',
      message: `expiresInMinutes must be a whole number from 1 to 2880, not ${expiresInMinutes}.`,
    },
  });
});

test('an unknown task and one without a service are failures, and the other tasks succeed', () => {
  const state = accepted(runTask(steadyCluster(), { taskDefinition: 'web' }, 0));
  const oneOff = liveTasks(state).find(({ deploymentId }) => deploymentId === undefined)?.id ?? '';
  const [first = ''] = idsOf(state);
  const outcome = protect(state, ['missing', oneOff, first]);
  expect(outcome.failures).toEqual([
    { arn: taskArn(state, 'missing'), reason: 'MISSING' },
    { arn: taskArn(state, oneOff), reason: 'TASK_NOT_VALID' },
  ]);
  expect(outcome.protectedTasks.map(({ arn }) => arn)).toEqual([taskArn(state, first)]);
});

test('no more tasks of a service can be protected than its desired count', () => {
  const state = steadyCluster();
  const [first = '', second = ''] = idsOf(state);
  const shrunk = accepted(updateService(state, { service: 'web', desiredCount: 1 }, hour));
  const outcome = protect(shrunk, [first, second]);
  expect(outcome.failures).toEqual([{ arn: taskArn(state, second), reason: 'DEPLOYMENT_BLOCKED' }]);
  expect(outcome.protectedTasks.map(({ arn }) => arn)).toEqual([taskArn(state, first)]);
  expect(reasons(protect(outcome.state, [first]))).toEqual([]);
  expect(reasons(protect(outcome.state, [second], { protectionEnabled: false }))).toEqual([]);
});

test('tasks whose protection has expired make room for others', () => {
  const state = steadyCluster();
  const [first = '', second = ''] = idsOf(state);
  const shrunk = accepted(updateService(state, { service: 'web', desiredCount: 1 }, 0));
  const early = updateTaskProtection(
    shrunk,
    { tasks: [first], protectionEnabled: true, expiresInMinutes: 60 },
    0,
  );
  expect(reasons(protect(accepted(early), [second]))).toEqual([]);
});

test('a stopping task can no longer be protected, but its protection can be ended', () => {
  const state = steadyCluster();
  const [first = ''] = idsOf(state);
  const stopping = accepted(stopTask(protect(state, [first]).state, { task: first }, hour));
  expect(stopping.tasks[first]).toSatisfy((task) => !isProtected(task));
  expect(reasons(protect(stopping, [first]))).toEqual(['TASK_NOT_VALID']);
  expect(protect(stopping, [first], { protectionEnabled: false }).protectedTasks).toEqual([
    { arn: taskArn(state, first) },
  ]);
});

test('no task of a service that is being deleted can be protected', () => {
  const state = steadyCluster();
  const deleted = accepted(deleteService(state, { service: 'web', force: true }, hour));
  expect(reasons(protect(deleted, [idsOf(state)[0] ?? '']))).toEqual(['DEPLOYMENT_BLOCKED']);
});
