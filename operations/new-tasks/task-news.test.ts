import { expect, test } from 'vitest';
import type { NewTask, TaskTarget } from './new-task.ts';
import { taskNews } from './task-news.ts';

function task(changes: Partial<NewTask> = {}): NewTask {
  return {
    ...{ id: '24c88e77', name: 'web/24c88e77', service: 'shop-web', revision: 'web:2' },
    ...{ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', isPulling: false },
    ...{ createdAt: 0, startedAt: 10_000, stoppedReason: undefined, healthStatus: 'HEALTHY' },
    ...{ containers: [], targets: [target()], targetGroups: 1 },
    check: { command: 'curl -f http://localhost:3000/up', patienceMs: 210_000 },
    graceMs: 180_000,
    ...changes,
  };
}

function target(changes: Partial<TaskTarget> = {}): TaskTarget {
  const healthy = { state: 'healthy', reason: undefined, description: undefined };
  return { ...healthy, port: 3000, path: '/up', ...changes };
}

const unhealthy = (description: string, reason = 'Target.FailedHealthChecks') =>
  task({ targets: [target({ state: 'unhealthy', reason, description })] });

test.each([
  [
    'whose health path answers with a wrong code',
    unhealthy('Health checks failed with these codes: [500]', 'Target.ResponseCodeMismatch'),
    '/up answers 500',
  ],
  [
    'whose health path takes too long',
    unhealthy('Request timed out', 'Target.Timeout'),
    '/up at port 3000 does not answer in time (Request timed out)',
  ],
  [
    'that does not listen',
    unhealthy('Health checks failed'),
    'nothing answers /up at port 3000 (Health checks failed)',
  ],
  [
    'whose container fails its check',
    task({ healthStatus: 'UNHEALTHY' }),
    'its container health check fails (curl -f http://localhost:3000/up)',
  ],
])('of a task %s it says which check fails and how, and when ECS gives it up', (_, failing, text) => {
  expect(taskNews(failing, 45_000)).toEqual({ text, failing: text, isTrouble: true, givenUpAt: 190_000 });
  const over = { text: `${text}; its grace period is over`, failing: text, isTrouble: true };
  expect(taskNews(failing, 190_000)).toEqual(over);
});

test('that nothing answers while a task boots is no trouble yet; a wrong answer is', () => {
  expect(taskNews(unhealthy('Health checks failed'), 39_000).isTrouble).toBe(false);
  expect(taskNews(unhealthy('Health checks failed with these codes: [404]'), 11_000).isTrouble).toBe(true);
});

test.each([
  ['PROVISIONING', task({ lastStatus: 'PROVISIONING', startedAt: undefined, targets: [] }), 'PROVISIONING'],
  [
    'PENDING, its image is pulled',
    task({ lastStatus: 'PENDING', isPulling: true, startedAt: undefined, targets: [] }),
    'PENDING, its image is pulled',
  ],
  [
    'first health checks',
    task({ targets: [target({ state: 'initial' })] }),
    'RUNNING, first health checks of /up',
  ],
  ['not registered', task({ targets: [] }), 'RUNNING, not registered yet'],
])('a task that only takes its time is no trouble: %s', (_, waiting, text) => {
  expect(taskNews(waiting, 20_000)).toEqual({ text, isTrouble: false });
});

test('a container that has not passed its check yet is borne as long as the check says', () => {
  expect(taskNews(task({ healthStatus: 'UNKNOWN', targets: [], targetGroups: 0 }), 20_000)).toMatchObject({
    text: 'RUNNING, its container health check has not passed yet (curl -f http://localhost:3000/up)',
    isTrouble: false,
    givenUpAt: 220_000,
  });
});

test('a task is healthy once its targets and containers are, or 40 s after its start where nothing checks it', () => {
  expect(taskNews(task(), 20_000)).toMatchObject({ end: 'healthy' });
  const unchecked = task({ targets: [], targetGroups: 0, check: undefined, healthStatus: 'UNKNOWN' });
  expect(taskNews(unchecked, 49_000).end).toBeUndefined();
  expect(taskNews(unchecked, 50_000).end).toBe('healthy');
});

const stopped = (stoppedReason: string, changes: Partial<NewTask> = {}) =>
  task({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stoppedReason, ...changes });

test.each([
  [
    'its exit codes',
    stopped('Essential container in task exited', {
      containers: [{ name: 'web', exitCode: 1, reason: undefined }],
    }),
    'web exited with code 1',
  ],
  [
    'the memory that it ran out of',
    stopped('Essential container in task exited', {
      containers: [{ name: 'web', exitCode: 137, reason: 'OutOfMemoryError: killed' }],
    }),
    'web exited with code 137 (OutOfMemoryError: killed)',
  ],
  [
    'why its image was not pulled',
    stopped('CannotPullContainerError: no such image', { startedAt: undefined }),
    'CannotPullContainerError: no such image',
  ],
  [
    'which checks ECS gave it up for, and not the signal that ended it',
    stopped(
      'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:r:0:targetgroup/w/1)',
      {
        lastStatus: 'DEACTIVATING',
        containers: [{ name: 'web', exitCode: 143, reason: undefined }],
      },
    ),
    'Task failed ELB health checks',
  ],
])('of a task that failed it says %s', (_, failed, text) => {
  expect(taskNews(failed, 20_000)).toMatchObject({ text, isTrouble: true, end: 'failed' });
});

test('a task whose container has ended is not told to have failed before its exit code is known', () => {
  const ending = stopped('Essential container in task exited', { lastStatus: 'DEACTIVATING' });
  expect(taskNews(ending, 20_000).end).toBeUndefined();
});

test('a task that a rollback or scaling stopped has not failed', () => {
  const scaledIn = stopped('Scaling activity initiated by (deployment ecs-svc/1)', {
    containers: [{ name: 'web', exitCode: 143, reason: undefined }],
  });
  expect(taskNews(scaledIn, 20_000)).toMatchObject({ end: 'stopped', isTrouble: false });
});
