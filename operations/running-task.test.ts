import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../local/control-plane/api/testing/own-stack-endpoint.ts';
import { readOneOffLaunch } from './one-off-launch.ts';
import { startTask } from './one-off-task.ts';
import { type ContainerChoice, entryPointOf, findRunningContainer } from './running-task.ts';
import type { Target } from './target.ts';

let endpoint: OwnStackEndpoint;
let target: Target;

beforeEach(async () => {
  endpoint = await ownStackEndpoint();
  target = { environment: 'local', clients: endpoint.clients };
});
afterEach(() => endpoint.close());

const find = (source: string, more: Partial<ContainerChoice> = {}) =>
  findRunningContainer(target, { source, ...more });

async function stopTasksOf(service: string, desiredCount?: number): Promise<void> {
  const ecs = await target.clients.ecs();
  const cluster = 'spree-local-cluster';
  if (desiredCount !== undefined) await ecs.updateService({ cluster, service, desiredCount });
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName: service });
  for (const task of taskArns) await ecs.stopTask({ cluster, task, reason: 'by hand' });
}

test.each(['web', 'spree-local-web'])('a service is found as %s', async (source) => {
  const found = await find(source);
  expect(found).toMatchObject({ container: 'web', name: expect.stringMatching(/^web\/[0-9a-f]{8}$/) });
  expect(found.runtimeId).not.toBe('');
  expect((await find(found.name)).taskArn).toBe(found.taskArn);
});

test('a one-off task is found by the name of its container, and has the entry point of its definition', async () => {
  const ecs = await target.clients.ecs();
  const launch = await readOneOffLaunch(target);
  const arn = await startTask(ecs, launch, { command: ['sleep', '60'], startedBy: 'test' });
  endpoint.controlPlane.settle();
  const found = await find('oneoff');
  expect(found.taskArn).toBe(arn);
  expect((await entryPointOf(ecs, found)).join(' ')).toContain('export DATABASE_URL=');
});

test('the name of a one-off task that has ended says how it ended', async () => {
  const ecs = await target.clients.ecs();
  const launch = await readOneOffLaunch(target);
  const task = await startTask(ecs, launch, { command: ['sleep', '60'], startedBy: 'test' });
  endpoint.controlPlane.settle();
  await ecs.stopTask({ cluster: 'spree-local-cluster', task, reason: 'by hand' });
  endpoint.controlPlane.settle();
  await expect(find('oneoff')).rejects.toMatchObject({
    ...{ code: 'NO_RUNNING_TASK', exitCode: 1 },
    message: expect.stringMatching(/^oneoff has no running task\nTask [0-9a-f]{8} stopped: by hand/),
    hint: expect.stringContaining('local:logs oneoff'),
  });
});

test('a wrong name is refused with those that there are', async () => {
  await expect(find('nonsense')).rejects.toMatchObject({
    ...{ code: 'SERVICE_UNKNOWN', exitCode: 2 },
    message: "There is no service or task 'nonsense'",
    hint: 'Available: web, worker.',
  });
  await expect(find('nonsense', { others: ['redis'] })).rejects.toMatchObject({
    message: "There is no service, task or server 'nonsense'",
    hint: 'Available: web, worker, redis.',
  });
});

test('a wrong task is refused with those that run', async () => {
  await expect(find('web/ffffffff')).rejects.toMatchObject({
    code: 'NO_RUNNING_TASK',
    message: expect.stringMatching(/^web\/ffffffff is no running task\nRunning: web\/[0-9a-f]{8}/),
    hint: 'Tasks: npx -y pnpm@12 local:status',
  });
});

test('a task is found by its id alone, and by its ARN, as for logs', async () => {
  const { taskArn, name, container } = await find('web');
  const id = taskArn.split('/').at(-1) ?? '';
  for (const source of [id, id.slice(0, 6), taskArn]) {
    expect(await find(source)).toMatchObject({ taskArn, name, container });
  }
  await expect(find(id.slice(0, 5))).rejects.toMatchObject({ code: 'SERVICE_UNKNOWN', exitCode: 2 });
  await expect(find('ffffffff')).rejects.toMatchObject({ code: 'SERVICE_UNKNOWN', exitCode: 2 });
});

test('a stopped task that is named says how it ended, and where its log is', async () => {
  const { taskArn } = await find('worker');
  const id = taskArn.split('/').at(-1)?.slice(0, 8) ?? '';
  await stopTasksOf('spree-local-worker');
  endpoint.controlPlane.settle();
  for (const source of [id, `worker/${id}`]) {
    await expect(find(source)).rejects.toMatchObject({
      ...{ code: 'NO_RUNNING_TASK', exitCode: 1 },
      message: expect.stringContaining(`${source} is no running task\nTask ${id} stopped: by hand`),
      hint: expect.stringContaining(`local:logs ${source}`),
    });
  }
});

test('a container that a task has not is refused with those that it has', async () => {
  await expect(find('web', { container: 'proxy' })).rejects.toMatchObject({
    ...{ code: 'CONTAINER_UNKNOWN', exitCode: 2 },
    hint: 'Running containers: web.',
  });
});

test('a service without a running task says how the last one ended, and where its log is', async () => {
  await stopTasksOf('spree-local-worker');
  await expect(find('worker')).rejects.toMatchObject({
    code: 'NO_RUNNING_TASK',
    message: expect.stringMatching(
      /^worker has no running task\n\d+ of them (is|are) wanted\.\n(.*\n)*Task .*/,
    ),
    hint: expect.stringContaining('local:logs worker'),
  });
});

test('a service that is scaled to none says how to start tasks', async () => {
  await stopTasksOf('spree-local-worker', 0);
  endpoint.controlPlane.settle();
  await expect(find('worker')).rejects.toMatchObject({
    code: 'NO_RUNNING_TASK',
    message: expect.stringContaining('by hand'),
    hint: expect.stringContaining('store:scale worker=1'),
  });
});
