import { expect, test } from 'vitest';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import type { TaskNote } from '../task/task-step.ts';
import { clusterWith, serviceNamed, targetGroup } from '../testing/cluster-fixtures.ts';
import { testWorld } from '../testing/service-fixtures.ts';
import { taskState } from '../testing/task-fixtures.ts';
import { takeNotes } from './service-notes.ts';

const world = testWorld();

function service(primary: Partial<DeploymentState> = {}): ServiceState {
  const base = serviceNamed(clusterWith());
  return { ...base, deployments: base.deployments.map((one) => ({ ...one, id: 'd1', ...primary })) };
}

const failed = (changes: Parameters<typeof taskState>[0] = {}): TaskNote => ({
  type: 'failed',
  task: taskState({ deploymentId: 'd1', ...changes }),
});

const noted = (of: ServiceState, ...notes: readonly TaskNote[]) => takeNotes(of, notes, world);
const primaryOf = (of: ServiceState) => of.deployments[0];
const texts = (of: ServiceState) => of.events.map((event) => event.message).reverse();

test('without notes the same service comes back', () => {
  const before = service();
  expect(noted(before)).toBe(before);
});

test('targets are counted for each group, and named by ARN where it is known', () => {
  const after = noted(
    service(),
    { type: 'stopped', taskId: 'a' },
    { type: 'registered', targetGroup: 'WebTargets' },
    { type: 'registered', targetGroup: 'Other' },
    { type: 'registered', targetGroup: 'WebTargets' },
    { type: 'deregistered', targetGroup: 'WebTargets' },
    { type: 'draining' },
    { type: 'draining' },
    { type: 'stopped', taskId: 'b' },
  );
  const { arn } = targetGroup();
  expect(texts(after)).toEqual([
    `(service web) registered 2 targets in (target-group ${arn})`,
    '(service web) registered 1 targets in (target-group Other)',
    `(service web) deregistered 1 targets in (target-group ${arn})`,
    '(service web) has begun draining connections on 2 tasks.',
    '(service web) has stopped 2 running tasks: (task a) (task b).',
  ]);
});

test('a failure counts for the circuit breaker while the deployment is under way', () => {
  expect(primaryOf(noted(service(), failed()))).toMatchObject({
    failedTasks: 1,
    consecutiveFailures: 1,
    updatedAt: 1000,
  });
  expect(primaryOf(noted(service({ rolloutState: 'COMPLETED' }), failed()))).toMatchObject({
    failedTasks: 0,
    consecutiveFailures: 1,
    updatedAt: 0,
  });
});

test('a failure of an earlier deployment counts for nothing', () => {
  expect(primaryOf(noted(service(), failed({ deploymentId: 'd0' })))).toEqual(primaryOf(service()));
});

test('a task that was healthy once does not hold the next back', () => {
  expect(primaryOf(noted(service({ consecutiveFailures: 2 }), failed({ healthyAt: 5 })))).toMatchObject({
    failedTasks: 1,
    consecutiveFailures: 2,
  });
});

test('the third failure in a row holds the next start back, and is told', () => {
  const after = noted(service(), failed(), failed(), failed());
  expect(primaryOf(after)).toMatchObject({
    failedTasks: 3,
    consecutiveFailures: 3,
    throttledUntil: 11_000,
  });
  expect(texts(after)).toEqual(['(service web) is unable to consistently start tasks successfully.']);
});

test('tasks that were started together make the wait longer only once', () => {
  const held = service({ consecutiveFailures: 3, throttledUntil: 500 });
  const started = failed({ createdAt: 499 });
  expect(primaryOf(noted(held, started))).toMatchObject({ consecutiveFailures: 3, throttledUntil: 500 });
  const after = noted(held, failed({ createdAt: 500 }), failed({ createdAt: 600 }));
  expect(primaryOf(after)).toMatchObject({ consecutiveFailures: 4, throttledUntil: 21_000, failedTasks: 2 });
  expect(texts(after)).toEqual([]);
});

test('a task that could not be placed says why, whichever deployment it is of', () => {
  const startFailure = 'ResourceInitializationError: no secret';
  const text = `(service web) was unable to place a task. Reason: ${startFailure}.`;
  expect(texts(noted(service(), failed({ startFailure })))).toEqual([text]);
  expect(texts(noted(service(), failed({ startFailure, deploymentId: 'd0' })))).toEqual([text]);
});

test('a service without a deployment only tells', () => {
  const bare = { ...service(), deployments: [] };
  const stray = failed({ deploymentId: undefined } as never);
  expect(noted(bare, stray, { type: 'draining' }).deployments).toEqual([]);
});
