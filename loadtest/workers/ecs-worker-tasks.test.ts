import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { ecsWorkerTasks } from './ecs-worker-tasks.ts';
import type { WorkerTasks } from './worker-tasks.ts';

let endpoint: EcsEndpoint;
let tasks: WorkerTasks;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  const { taskDefinition } = await endpoint.ecs.describeTaskDefinition({ taskDefinition: 'spree-local-web' });
  tasks = await ecsWorkerTasks(
    endpoint.target,
    {
      ...{ cluster: sampleCluster, taskDefinition: 'spree-local-web', bucket: 'results' },
      container: taskDefinition?.containerDefinitions?.[0]?.name ?? '',
      ...{ subnets: ['subnet-1'], securityGroups: ['sg-1'] },
    },
    { prefix: 'runs/1/', programAddress: 'http://127.0.0.1:4572/results/runs/1/worker.mjs' },
  );
});
afterEach(() => endpoint.close());

test('a worker is a task that fetches its program, and is told its bucket, its run and its number', async () => {
  const id = await tasks.start(3);
  const { tasks: [task] = [] } = await endpoint.ecs.describeTasks({ cluster: sampleCluster, tasks: [id] });
  expect(task).toMatchObject({ startedBy: 'loadtest', launchType: 'FARGATE' });
  const [override] = task?.overrides?.containerOverrides ?? [];
  expect(override?.command?.slice(0, 3)).toEqual(['node', '--input-type=module', '-e']);
  expect(override?.command?.[3]).toContain('fetch(process.env.LOADTEST_PROGRAM)');
  expect(Object.fromEntries((override?.environment ?? []).map(({ name, value }) => [name, value]))).toEqual({
    LOADTEST_PROGRAM: 'http://127.0.0.1:4572/results/runs/1/worker.mjs',
    LOADTEST_BUCKET: 'results',
    LOADTEST_RUN: 'runs/1/',
    LOADTEST_WORKER: '3',
  });
});

test('a task that was stopped has stopped, with the reason', async () => {
  const id = await tasks.start(1);
  endpoint.controlPlane.settle();
  expect((await tasks.look([id])).get(id)).toMatchObject({ status: 'RUNNING', hasStopped: false });
  await tasks.stop(id);
  endpoint.controlPlane.settle();
  expect((await tasks.look([id])).get(id)).toMatchObject({
    hasStopped: true,
    reason: 'The load test has ended',
  });
  await tasks.stop(id);
});

test('a task that ECS does not know yet is neither running nor stopped', async () => {
  const id = `arn:aws:ecs:ap-southeast-1:000000000000:task/${sampleCluster}/${'0'.repeat(32)}`;
  expect((await tasks.look([id])).has(id)).toBe(false);
});

test('a task that ECS has forgotten has stopped', async () => {
  const id = await tasks.start(1);
  await tasks.look([id]);
  await tasks.stop(id);
  endpoint.controlPlane.settle();
  endpoint.advance(2 * 3_600_000);
  endpoint.controlPlane.settle();
  const state = (await tasks.look([id])).get(id);
  expect(state).toMatchObject({ status: 'STOPPED', hasStopped: true });
});
