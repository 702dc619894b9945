import { expect, test } from 'vitest';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { awaitServices, isSteady } from './await-services.ts';

const revision = (number: number) => `arn:aws:ecs:r:0:task-definition/shop-web:${number}`;

function status(
  changes: Partial<ParityStatus['services'][number]> = {},
  tasks: readonly Partial<ParityStatus['tasks'][number]>[] = [{}],
): ParityStatus {
  return {
    cluster: 'shop',
    workloadDigest: 'x',
    services: [
      {
        name: 'shop-web',
        status: 'ACTIVE',
        desiredCount: 1,
        runningCount: 1,
        pendingCount: 0,
        taskDefinition: revision(2),
        deploymentId: 'ecs-svc/2',
        rollbackOf: null,
        rolloutState: 'COMPLETED',
        rolloutStateReason: null,
        lastEvent: null,
        ...changes,
      },
    ],
    tasks: tasks.map((task, index) => ({
      id: `task-${index}`,
      group: 'service:shop-web',
      taskDefinition: revision(2),
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      stoppedReason: null,
      deploymentId: null,
      createdAt: index,
      privateIp: null,
      containers: [],
      targets: [{ targetGroup: 'Web', port: 3000, state: 'healthy', reason: null }],
      ...task,
    })),
  };
}

const steadyOf = (now: ParityStatus) => now.services.map((service) => isSteady(service, now));

test('a service is steady when all of its tasks run and get requests', () => {
  expect(steadyOf(status())).toEqual([true]);
  expect(steadyOf(status({ runningCount: 0 }))).toEqual([false]);
  expect(steadyOf(status({ rolloutState: 'IN_PROGRESS' }))).toEqual([false]);
  const initial = [{ targetGroup: 'Web', port: 3000, state: 'initial', reason: null }];
  expect(steadyOf(status({}, [{ targets: initial }]))).toEqual([false]);
  expect(steadyOf(status({}, [{}, { lastStatus: 'STOPPED', targets: initial }]))).toEqual([true]);
});

test('a service that is no longer defined is steady once its tasks are gone', () => {
  const gone = { status: 'INACTIVE', desiredCount: 0, rolloutState: null, taskDefinition: null };
  expect(steadyOf(status({ ...gone, runningCount: 0 }, []))).toEqual([true]);
  expect(steadyOf(status({ ...gone, status: 'DRAINING', runningCount: 1 }))).toEqual([false]);
});

const step = {
  note: () => {},
  result: () => {},
  skip: () => {},
  step: async () => Promise.reject(new Error('no steps below')),
};

function waitFor(now: ParityStatus, writers = now.tasks.map(({ id }) => id), first = now) {
  let looks = 0;
  return awaitServices(
    {
      controlPlane: {
        isHealthy: async () => true,
        status: async () => (looks++ === 0 ? first : now),
        statusIfUp: async () => now,
        apply: async () => ({ taskDefinitions: {}, changed: [] }),
      },
      revisions: { 'shop-web': revision(2) },
      lastLines: async ({ id }) => (writers.includes(id) ? [`  last words of ${id}`] : []),
    },
    step,
  );
}

test('a service that was rolled back is a failure, with the last lines of the task that failed', async () => {
  const exited = {
    lastStatus: 'STOPPED',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', lastStatus: 'STOPPED', healthStatus: 'UNKNOWN', exitCode: 3, reason: null }],
  };
  const old = { ...exited, taskDefinition: revision(1) };
  const scaledIn = { lastStatus: 'STOPPED', stoppedReason: 'Scaling activity initiated by (deployment x)' };
  const lost = {
    ...exited,
    containers: [{ ...exited.containers[0], exitCode: null, reason: 'CannotInspectContainerError' }],
  };
  const rolledBack = status({ taskDefinition: revision(1) }, [exited, old, scaledIn, lost]);
  await expect(waitFor(rolledBack)).rejects.toMatchObject({
    code: 'STORE_DOES_NOT_START',
    message: [
      'The service shop-web does not start: shop-web:2 failed, and ECS rolled back to shop-web:1',
      'Task task-0: Essential container in task exited; web: exit code 3',
      'Its last lines:',
      '  last words of task-0',
    ].join('\n'),
  });
});

test('a task that could not start says more than one that went with the rollback', async () => {
  const unstarted = {
    name: 'web',
    lastStatus: 'STOPPED',
    healthStatus: 'UNKNOWN',
    exitCode: null,
    reason: null,
  };
  const failed = {
    lastStatus: 'STOPPED',
    stoppedReason: 'ResourceInitializationError: no json key x',
    containers: [unstarted],
  };
  const scaledIn = {
    lastStatus: 'STOPPED',
    stoppedReason: 'Scaling activity initiated by (deployment x)',
    containers: [{ ...unstarted, exitCode: 143 }],
  };
  const rolledBack = status({ taskDefinition: revision(1) }, [failed, scaledIn]);
  await expect(waitFor(rolledBack, ['task-1'])).rejects.toMatchObject({
    message: [
      'The service shop-web does not start: shop-web:2 failed, and ECS rolled back to shop-web:1',
      'Task task-0: ResourceInitializationError: no json key x',
    ].join('\n'),
  });
}, 10_000);

test('a first deployment that failed is one too', async () => {
  const failed = status({ rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' }, []);
  await expect(waitFor(failed)).rejects.toMatchObject({
    message: 'The service shop-web does not start: tasks failed to start.',
  });
});

test('a deployment of the same revision that was rolled back is one too', async () => {
  const rolloutStateReason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.';
  const back = { deploymentId: 'ecs-svc/1', rollbackOf: 'ecs-svc/2', rolloutStateReason };
  await expect(waitFor(status(back, []), [], status())).rejects.toMatchObject({
    message: `The service shop-web does not start: ${rolloutStateReason}`,
  });
  await waitFor(status({ ...back, rollbackOf: 'ecs-svc/0' }), [], status(back));
});

test('neither a service made by hand nor one that is no longer defined keeps the others waiting', async () => {
  const web = status().services;
  const failed = { desiredCount: 1, runningCount: 0, rolloutState: 'FAILED' };
  const own = web.map((service) => ({ ...service, ...failed, name: 'own' }));
  const gone = web.map((service) => ({ ...service, ...failed, name: 'gone', status: 'INACTIVE' }));
  await waitFor({ ...status(), services: [...web, ...own, ...gone] });
});

test('only what tasks of the last failed deployment said counts', async () => {
  const stopped = { lastStatus: 'STOPPED', stoppedReason: 'Essential container in task exited' };
  const exited = { name: 'web', lastStatus: 'STOPPED', healthStatus: 'UNKNOWN', exitCode: 3, reason: null };
  const earlier = { ...stopped, deploymentId: 'ecs-svc/1', containers: [exited] };
  const last = { ...stopped, deploymentId: 'ecs-svc/2', stoppedReason: 'CannotPullContainerError: x' };
  const failed = status({ rolloutState: 'FAILED', rolloutStateReason: 'x.' }, [earlier, last]);
  await expect(waitFor(failed)).rejects.toMatchObject({
    message: [
      'The service shop-web does not start: x.',
      'Task task-1: CannotPullContainerError: x',
      'Its last lines:',
      '  last words of task-1',
    ].join('\n'),
  });
});
