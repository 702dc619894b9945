import { expect, test } from 'vitest';
import type { DeploymentState, TaskState } from '../../model/cluster-state.ts';
import type { TaskHealth } from '../task/task-health.ts';
import { deploymentConfiguration } from '../testing/cluster-fixtures.ts';
import { deployment, saidBy, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { markHealth } from './health-marks.ts';

const steady: TaskHealth = { kind: 'steady' };
const unhealthy: TaskHealth = { kind: 'unhealthy', cause: { kind: 'container' } };

function mark(
  task: TaskState,
  health: TaskHealth,
  primary: Partial<DeploymentState> = {},
  options: { isCurrent?: boolean; resetOnHealthyTask?: boolean } = {},
) {
  const circuitBreaker = {
    enable: true,
    rollback: true,
    resetOnHealthyTask: options.resetOnHealthyTask ?? true,
  };
  const service = serviceWith([deployment('d1', primary)], {
    deploymentConfiguration: deploymentConfiguration({ circuitBreaker }),
  });
  const snapshot = { service, tasks: [task, runningTask({ id: 't2' })] };
  const assessed = { task, health, isCurrent: options.isCurrent ?? true };
  const after = markHealth(snapshot, [assessed], testWorld());
  return { isSame: after === snapshot, task: after.tasks[0], service: after.service };
}

const failing = { failedTasks: 2, consecutiveFailures: 3, throttledUntil: 9 };

test('the first time that a task is healthy ends the back-off and the count of failures', () => {
  const { task, service } = mark(runningTask(), steady, failing);
  expect(task).toEqual(runningTask({ healthyAt: 1000, unhealthyReported: false }));
  expect(service.deployments).toEqual([deployment('d1', { updatedAt: 1000 })]);
});

test('the count of failures stays where it is not to be reset, and after the deployment ended', () => {
  const failedTasks = (primary: Partial<DeploymentState>, resetOnHealthyTask: boolean) =>
    mark(runningTask(), steady, { ...failing, ...primary }, { resetOnHealthyTask }).service.deployments[0]
      ?.failedTasks;
  expect(failedTasks({}, false)).toBe(2);
  expect(failedTasks({ rolloutState: 'FAILED' }, true)).toBe(2);
  expect(failedTasks({ rolloutState: 'FAILED' }, false)).toBe(2);
});

test('a healthy task of an earlier deployment says nothing about this one', () => {
  const { task, service } = mark(runningTask(), steady, failing, { isCurrent: false });
  expect(task?.healthyAt).toBe(1000);
  expect(service.deployments).toEqual([deployment('d1', failing)]);
});

test('a task that was unhealthy and is healthy again is marked so, without ending the back-off', () => {
  const ailing = runningTask({ healthyAt: 5, unhealthyReported: true });
  const { task, service } = mark(ailing, steady, failing);
  expect(task).toEqual({ ...ailing, unhealthyReported: false });
  expect(service.deployments).toEqual([deployment('d1', failing)]);
});

test('an unhealthy task is told of once', () => {
  const { task, service } = mark(runningTask(), unhealthy);
  expect(task?.unhealthyReported).toBe(true);
  expect(saidBy(service)).toEqual(['(task t1) failed container health checks.']);
  expect(mark(runningTask({ unhealthyReported: true }), unhealthy).isSame).toBe(true);
});

test('what is known already changes nothing', () => {
  expect(mark(runningTask({ healthyAt: 5 }), steady).isSame).toBe(true);
  expect(mark(runningTask(), { kind: 'pending' }).isSame).toBe(true);
});
