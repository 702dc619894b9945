import { expect, test } from 'vitest';
import { createProgress } from '../progress/progress.ts';
import { waitingClock } from '../time/testing/waiting-clock.ts';
import { awaitServices } from './await-services.ts';
import type { NewTask } from './new-tasks/new-task.ts';
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
    deploymentId: 'ecs-svc/2',
    taskDefinition: revision(2),
    rolloutState: 'COMPLETED',
    rolloutStateReason: undefined,
    targets: [['healthy']],
    unhealthyBecause: [],
    events: [],
    ...changes,
  };
}

function stopped(id: string, changes: Partial<StoppedTask> = {}): StoppedTask {
  return {
    id,
    arn: `arn:aws:ecs:r:0:task/shop/${id}`,
    taskDefinition: revision(2),
    startedBy: 'ecs-svc/2',
    stoppedReason: 'Essential container in task exited',
    createdAt: 0,
    stoppedAt: 0,
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

function waitFor(
  looks: readonly (ServiceStatus | readonly ServiceStatus[])[],
  tasks: readonly StoppedTask[] = [],
  writers: readonly string[] = tasks.map(({ id }) => id),
) {
  const progress: string[] = [];
  let look = 0;
  const end = awaitServices(
    {
      services: async () => [looks[Math.min(look++, looks.length - 1)] ?? [service()]].flat(),
      stoppedTasks: async () => tasks,
      lastLines: async ({ id }) => (writers.includes(id) ? [`last words of ${id}`] : []),
    },
    {
      revisions: { 'shop-web': revision(2) },
      onProgress: (text) => progress.push(text),
      hints: {
        slow: 'see the log',
        failed: (name, task) => `see the log of ${[name, task].flatMap((each) => each ?? []).join('/')}`,
      },
      clock: waitingClock(),
    },
  );
  return { end, progress };
}

test('services are waited for until they are steady, and their progress is told', async () => {
  const { end, progress } = waitFor([service({ runningCount: 0 }), service({ runningCount: 0 }), service()]);
  expect(await end).toBe('shop-web 1/1');
  expect(progress).toEqual(['shop-web 0/1', 'shop-web 1/1']);
});

test('what ECS tells of a service from before its release is neither its end nor a failure', async () => {
  const before = service({ taskDefinition: revision(1), deploymentId: 'ecs-svc/1', rolloutState: 'FAILED' });
  const done = { ...before, rolloutState: 'COMPLETED' };
  expect(await waitFor([before, done, service({ runningCount: 0 }), service()]).end).toBe('shop-web 1/1');
  const rolledBack = waitFor([done, service({ runningCount: 0 }), done]);
  await expect(rolledBack.end).rejects.toMatchObject({ code: 'STORE_DOES_NOT_START' });
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
      'The service shop-web failed to start: web exited with code 3',
      'shop-web:2 failed, and ECS rolled back to shop-web:1',
      'Task failed: Essential container in task exited; web: exit code 3',
      'Its last output:',
      '  last words of failed',
    ].join('\n'),
    hint: 'see the log of shop-web/failed',
  });
});

test('a target that is unhealthy says why while it is waited for, and the failure names the check', async () => {
  const because = 'Health checks failed with these codes: [500]';
  const message = `(service shop-web) (port 3000) is unhealthy in (target-group web) due to (reason ${because})`;
  const waiting = service({ runningCount: 2, desiredCount: 1, unhealthyBecause: [because] });
  const events = [
    { at: 3, message: '(service shop-web) has reached a steady state.' },
    { at: 2, message },
    { at: 0, message: 'one of an earlier release is unhealthy' },
  ];
  const rolledBack = service({ taskDefinition: revision(1), events });
  const stoppedReason = 'Task failed ELB health checks in (target-group web)';
  const { end, progress } = waitFor(
    [service(), waiting, rolledBack],
    [stopped('failed', { createdAt: 1, stoppedReason, containers: [] })],
  );
  await expect(end).rejects.toMatchObject({
    message: [
      `The service shop-web failed to start: ${because}`,
      'shop-web:2 failed, and ECS rolled back to shop-web:1',
      `Task failed: ${stoppedReason}`,
      message,
      'Its last output:',
      '  last words of failed',
    ].join('\n'),
  });
  expect(progress[0]).toBe(`shop-web 2/1: ${because}`);
});

test('a task that could not start tells more than one that the rollback stopped', async () => {
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
      'The service shop-web failed to start: ResourceInitializationError: no json key x',
      'shop-web:2 failed, and ECS rolled back to shop-web:1',
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

test('a deployment of the same revision that was rolled back is a failure too', async () => {
  const rolloutStateReason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.';
  const back = service({ deploymentId: 'ecs-svc/1', rolloutState: 'IN_PROGRESS', rolloutStateReason });
  await expect(waitFor([service(), back]).end).rejects.toMatchObject({
    message: `The service shop-web failed to start: ${rolloutStateReason}`,
  });
  const reason = 'ECS deployment ecs-svc/1 completed.';
  const complete = service({ deploymentId: 'ecs-svc/1', rolloutStateReason: reason });
  await expect(waitFor([service(), complete]).end).rejects.toMatchObject({
    message:
      'The service shop-web failed to start: its deployment failed, and ECS went back to the one before',
  });
  await waitFor([complete]).end;
});

test('a service that is not worth waiting for is a failure, with what its running task wrote', async () => {
  const hopeless = { service: 'shop-web', reason: 'it answers with 500', tasks: [stopped('running')] };
  const looks = [undefined, hopeless];
  const end = awaitServices(
    {
      services: async () => [service({ runningCount: 0 })],
      stoppedTasks: async () => [],
      lastLines: async ({ id }) => [`last words of ${id}`],
    },
    {
      revisions: { 'shop-web': revision(2) },
      onProgress: () => {},
      hints: {
        slow: 'see the log',
        failed: (name, task) => `see the log of ${[name, task].flatMap((each) => each ?? []).join('/')}`,
      },
      hopeless: { find: async () => looks.shift(), givenUpAt: () => undefined },
      clock: waitingClock(),
    },
  );
  await expect(end).rejects.toMatchObject({
    code: 'STORE_DOES_NOT_START',
    message: [
      'The service shop-web failed to start: it answers with 500',
      'Task running is running.',
      'Its last output:',
      '  last words of running',
    ].join('\n'),
    hint: 'see the log of shop-web/running',
  });
});

test('neither a service made by hand nor one that was deleted keeps the others waiting', async () => {
  const failed = { desiredCount: 1, runningCount: 0, rolloutState: 'FAILED' };
  const own = service({ ...failed, name: 'own' });
  const gone = service({ ...failed, name: 'gone', status: 'INACTIVE' });
  expect(await waitFor([[service(), own, gone]]).end).toBe('shop-web 1/1');
});

test('only what tasks of the last failed deployment wrote counts', async () => {
  const earlier = stopped('earlier', { startedBy: 'ecs-svc/1' });
  const last = stopped('last', {
    createdAt: 1,
    stoppedReason: 'CannotPullContainerError: x',
    containers: [],
  });
  const failed = service({ rolloutState: 'FAILED', rolloutStateReason: 'x.' });
  await expect(waitFor([failed], [earlier, last]).end).rejects.toMatchObject({
    message: [
      'The service shop-web failed to start: CannotPullContainerError: x',
      'x.',
      'Task last: CannotPullContainerError: x',
      'Its last output:',
      '  last words of last',
    ].join('\n'),
  });
});

test('of tasks that failed their checks, the answer that one gave is the cause, and its output is told without the checks', async () => {
  const stoppedReason = 'Task failed ELB health checks in (target-group web)';
  const seen = (id: string, description: string): NewTask => ({
    ...{ id, name: `web/${id}`, service: 'shop-web', revision: revision(2) },
    ...{ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', isPulling: false },
    ...{ createdAt: 0, startedAt: 0, stoppedReason: undefined, healthStatus: 'UNKNOWN' },
    ...{ containers: [], targetGroups: 1, check: undefined, graceMs: 180_000 },
    targets: [{ state: 'unhealthy', reason: undefined, description, port: 3000, path: '/up' }],
  });
  const looks = [service(), service({ runningCount: 2 }), service({ taskDefinition: revision(1) })];
  const progress: string[] = [];
  const end = createProgress(() => {}).step('Services', async (step) =>
    awaitServices(
      {
        services: async () => [looks.length > 1 ? (looks.shift() ?? service()) : (looks[0] ?? service())],
        stoppedTasks: async () => [
          stopped('silent', { createdAt: 2, stoppedReason }),
          stopped('wrong', { createdAt: 1, stoppedReason }),
        ],
        lastLines: async () => ['Booting', 'Started GET "/up" for 10.0.0.1'],
        newTasks: async () => ({
          tasks: [
            seen('silent', 'Health checks failed'),
            seen('wrong', 'Health checks failed with these codes: [500]'),
          ],
          deployments: [{ service: 'shop-web', failedTasks: 2, threshold: 3 }],
        }),
      },
      {
        revisions: { 'shop-web': revision(2) },
        onProgress: (text) => progress.push(text),
        hints: {
          slow: 'see the log',
          failed: (name, task) => `see the log of ${[name, task].flatMap((each) => each ?? []).join('/')}`,
        },
        step,
        clock: waitingClock(),
      },
    ),
  );
  await expect(end).rejects.toMatchObject({
    message: [
      'The service shop-web failed to start: /up answers 500',
      'shop-web:2 failed, and ECS rolled back to shop-web:1',
      `Task wrong: ${stoppedReason}; web: exit code 3`,
      'Its last output:',
      '  Booting',
    ].join('\n'),
  });
  expect(progress[0]).toBe('shop-web 2/1; 2 of 3 tasks failed');
});
