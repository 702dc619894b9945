import { expect, test } from 'vitest';
import type { Clock } from '../time/clock.ts';
import { awaitServices } from './await-services.ts';
import type { ServiceStatus } from './service-status.ts';
import { isSteady } from './steady-service.ts';
import type { StoppedTask } from './stopped-task.ts';

const revision = (number: number) => `arn:aws:ecs:r:0:task-definition/shop-web:${number}`;

function service(changes: Partial<ServiceStatus> = {}): ServiceStatus {
  return {
    name: 'shop-web',
    status: 'ACTIVE',
    desiredCount: 1,
    runningCount: 1,
    taskDefinition: revision(2),
    rolloutState: 'COMPLETED',
    rolloutStateReason: undefined,
    targets: [['healthy']],
    ...changes,
  };
}

function stopped(id: string, changes: Partial<StoppedTask> = {}): StoppedTask {
  return {
    id,
    arn: `arn:aws:ecs:r:0:task/shop/${id}`,
    taskDefinition: revision(2),
    stoppedReason: 'Essential container in task exited',
    createdAt: 0,
    containers: [{ name: 'web', exitCode: 3, reason: undefined }],
    ...changes,
  };
}

test('a service is steady when all of its tasks run and get requests', () => {
  expect(isSteady(service())).toBe(true);
  expect(isSteady(service({ runningCount: 0 }))).toBe(false);
  expect(isSteady(service({ rolloutState: 'IN_PROGRESS' }))).toBe(false);
  expect(isSteady(service({ targets: [['initial']] }))).toBe(false);
  expect(isSteady(service({ targets: [[]] }))).toBe(false);
  expect(isSteady(service({ targets: [['healthy', 'draining']] }))).toBe(true);
  expect(isSteady(service({ targets: [] }))).toBe(true);
});

test('a service that was deleted is steady once its tasks are gone', () => {
  const gone = { status: 'INACTIVE', desiredCount: 0, rolloutState: undefined, taskDefinition: undefined };
  expect(isSteady(service({ ...gone, runningCount: 0 }))).toBe(true);
  expect(isSteady(service({ ...gone, status: 'DRAINING', runningCount: 1 }))).toBe(false);
});

/** Time passes only where somebody waits. */
function waitingClock(): Clock {
  let nowMs = 0;
  return {
    now: () => nowMs,
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
    },
  };
}

function waitFor(
  looks: readonly ServiceStatus[],
  tasks: readonly StoppedTask[] = [],
  writers: readonly string[] = tasks.map(({ id }) => id),
) {
  const progress: string[] = [];
  let look = 0;
  const end = awaitServices(
    {
      services: async () => looks.slice(Math.min(look++, looks.length - 1)).slice(0, 1),
      stoppedTasks: async () => tasks,
      lastLines: async ({ id }) => (writers.includes(id) ? [`  last words of ${id}`] : []),
    },
    {
      revisions: { 'shop-web': revision(2) },
      onProgress: (text) => progress.push(text),
      hints: { slow: 'see the log', failed: (name) => `see the log of ${name}` },
      clock: waitingClock(),
    },
  );
  return { end, progress };
}

test('services are waited for until they are steady, and their progress is told', async () => {
  const { end, progress } = waitFor([service({ runningCount: 0 }), service()]);
  expect(await end).toBe('shop-web 1/1');
  expect(progress).toEqual(['shop-web 0/1', 'shop-web 1/1']);
});

test('services that never become steady are given up after ten minutes', async () => {
  const { end } = waitFor([service({ runningCount: 0 })]);
  await expect(end).rejects.toMatchObject({ code: 'TIMED_OUT', hint: 'see the log' });
});

test('a service that was rolled back is a failure, with the last lines of the task that failed', async () => {
  const tasks = [
    stopped('old', { taskDefinition: revision(1) }),
    stopped('scaled-in', { stoppedReason: 'Scaling activity initiated by (deployment x)' }),
    stopped('lost', {
      containers: [{ name: 'web', exitCode: undefined, reason: 'CannotInspectContainerError' }],
    }),
    stopped('failed'),
  ];
  await expect(waitFor([service({ taskDefinition: revision(1) })], tasks).end).rejects.toMatchObject({
    code: 'STORE_DOES_NOT_START',
    message: [
      'The service shop-web failed to start: shop-web:2 failed, and ECS rolled back to shop-web:1',
      'Task failed: Essential container in task exited; web: exit code 3',
      'Its last lines:',
      '  last words of failed',
    ].join('\n'),
    hint: 'see the log of shop-web',
  });
});

test('a task that could not start says more than one that went with the rollback', async () => {
  const unstarted = { name: 'web', exitCode: undefined, reason: undefined };
  const tasks = [
    stopped('failed', {
      stoppedReason: 'ResourceInitializationError: no json key x',
      containers: [unstarted],
    }),
    stopped('scaled-in', {
      stoppedReason: 'Scaling activity initiated by (deployment x)',
      containers: [{ ...unstarted, exitCode: 143 }],
    }),
  ];
  const rolledBack = service({ taskDefinition: revision(1) });
  await expect(waitFor([rolledBack], tasks, ['scaled-in']).end).rejects.toMatchObject({
    message: [
      'The service shop-web failed to start: shop-web:2 failed, and ECS rolled back to shop-web:1',
      'Task failed: ResourceInitializationError: no json key x',
    ].join('\n'),
  });
});

test('a first deployment that failed is a failure too', async () => {
  const failed = service({ rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' });
  await expect(waitFor([failed]).end).rejects.toMatchObject({
    message: 'The service shop-web failed to start: tasks failed to start.',
  });
});
