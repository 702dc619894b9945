import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { newTasksOf } from './read-new-tasks.ts';

let endpoint: EcsEndpoint;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
});

afterEach(async () => {
  await endpoint.close();
});

const waitMs = 60_000;

/** Begins a deployment a minute after the tasks of before, and reads what it starts. */
async function deployed(pace = {}) {
  endpoint.advance(waitMs);
  const read = newTasksOf(
    endpoint.target,
    { cluster: sampleCluster, names: async () => [sampleService], sinceMs: sampleTime + waitMs },
    pace,
  );
  const before = await read();
  await endpoint.ecs.updateService({
    cluster: sampleCluster,
    service: sampleService,
    forceNewDeployment: true,
  });
  endpoint.controlPlane.settle();
  return { read, before };
}

/** The id of the first new task, with what becomes of it. */
async function firstOf({ read }: Awaited<ReturnType<typeof deployed>>) {
  const { tasks } = await read();
  const id = tasks[0]?.id ?? '';
  return { id, now: async () => (await read()).tasks.find((task) => task.id === id) };
}

test('tasks of before the wait are none that are told of; new ones are known by service and id', async () => {
  const { read, before } = await deployed();
  expect(before.tasks).toEqual([]);
  const { tasks, deployments } = await read();
  expect(tasks.map(({ name }) => name)).toEqual(tasks.map(({ id }) => `web/${id.slice(0, 8)}`));
  expect(tasks).toMatchObject([
    { lastStatus: 'RUNNING', createdAt: sampleTime + waitMs, targetGroups: 1 },
    { lastStatus: 'RUNNING' },
  ]);
  expect(deployments).toEqual([{ service: sampleService, failedTasks: 0, threshold: 3 }]);
});

test('a new task has its own target, with the path of the health check and the code that it answers', async () => {
  const { id, now } = await firstOf(await deployed());
  const [target] = endpoint.controlPlane.state().tasks[id]?.targets ?? [];
  endpoint.controlPlane.observe({
    type: 'targetHealth',
    taskId: id,
    targetGroup: target?.targetGroup ?? '',
    state: 'unhealthy',
    reason: 'Target.ResponseCodeMismatch',
    description: 'Health checks failed with these codes: [500]',
  });
  expect(await now()).toMatchObject({
    graceMs: 60_000,
    targets: [
      {
        state: 'unhealthy',
        path: '/up',
        port: 3000,
        reason: 'Target.ResponseCodeMismatch',
        description: 'Health checks failed with these codes: [500]',
      },
    ],
  });
});

test('what is shorter in an environment than its definition says is shorter for its tasks', async () => {
  const scaled = await (await firstOf(await deployed({ timeScale: 10 }))).now();
  expect(scaled?.graceMs).toBe(6000);
  const capped = await (await firstOf(await deployed({ longestGraceSeconds: 20 }))).now();
  expect(capped?.graceMs).toBe(20_000);
});

test('a new task that exited has its exit code, and the deployment counts it', async () => {
  const deployment = await deployed();
  const { id, now } = await firstOf(deployment);
  endpoint.controlPlane.observe({
    ...{ type: 'containerExited', taskId: id, container: 'web', exitCode: 3, outOfMemory: false },
  });
  endpoint.controlPlane.settle();
  expect(await now()).toMatchObject({
    lastStatus: 'STOPPED',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'web', exitCode: 3 }],
  });
  expect(await now()).toMatchObject({ lastStatus: 'STOPPED' });
});
