import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntilTasksStopped } from '../../../../aws/ecs-waiters.ts';
import {
  sampleCluster as cluster,
  type EcsEndpoint,
  ecsEndpoint,
  ecsArnPrefix as prefix,
  sampleService as service,
} from '../testing/ecs-endpoint.ts';

let endpoint: EcsEndpoint;
let ecs: EcsEndpoint['ecs'];

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  ecs = endpoint.ecs;
});

afterEach(() => endpoint.close());

const network = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-web'] } };

const waiting = { maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.02 };

describe('tasks', () => {
  const run = (more: Partial<Parameters<typeof ecs.runTask>[0]> = {}) =>
    ecs.runTask({
      cluster,
      taskDefinition: service,
      launchType: 'FARGATE',
      networkConfiguration: network,
      ...more,
    });

  it('are listed by service, family, starter and status', async () => {
    const { tasks = [] } = await run({ startedBy: 'migrate' });
    const [task] = tasks;
    expect((await ecs.listTasks({ cluster })).taskArns).toHaveLength(3);
    expect((await ecs.listTasks({ cluster, serviceName: service })).taskArns).toHaveLength(2);
    expect((await ecs.listTasks({ cluster, startedBy: 'migrate' })).taskArns).toEqual([task?.taskArn]);
    expect((await ecs.listTasks({ cluster, family: 'spree-local-web' })).taskArns).toHaveLength(3);
    expect((await ecs.listTasks({ cluster, family: 'other' })).taskArns).toEqual([]);
    expect((await ecs.listTasks({ cluster, desiredStatus: 'STOPPED' })).taskArns).toEqual([]);
    expect((await ecs.listTasks({ cluster, launchType: 'EC2' })).taskArns).toEqual([]);
    await expect(ecs.listTasks({ cluster, serviceName: 'missing' })).rejects.toMatchObject({
      name: 'ServiceNotFoundException',
    });
  });

  it('are listed page by page, and a token of another list is refused', async () => {
    await run({ count: 5 });
    const first = await ecs.listTasks({ cluster, maxResults: 4 });
    const second = await ecs.listTasks({ cluster, maxResults: 4, nextToken: first.nextToken });
    expect(first.taskArns).toHaveLength(4);
    expect(second.taskArns).toHaveLength(3);
    expect(second.nextToken).toBeUndefined();
    expect(new Set([...(first.taskArns ?? []), ...(second.taskArns ?? [])]).size).toBe(7);
    const misused = ecs.listServices({ cluster, nextToken: first.nextToken });
    await expect(misused).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const broken = ecs.listTasks({ cluster, nextToken: 'nonsense' });
    await expect(broken).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('keep the time scale that they were run under', async () => {
    const faster = await ecsEndpoint(10);
    await faster.ecs.runTask({
      cluster,
      taskDefinition: service,
      launchType: 'FARGATE',
      networkConfiguration: network,
      startedBy: 'migrate',
    });
    const tasks = Object.values(faster.controlPlane.state().tasks);
    await faster.close();
    expect(tasks.find(({ startedBy }) => startedBy === 'migrate')?.timeScale).toBe(10);
  });

  it('run once with overrides and end, and the SDK’s waiter waits for it', async () => {
    const started = await run({
      overrides: {
        cpu: '1024',
        memory: '2048',
        containerOverrides: [
          { name: 'web', command: ['bin/rails', 'db:migrate'], environment: [{ name: 'A', value: 'b' }] },
        ],
      },
      tags: [{ key: 'purpose', value: 'migration' }],
      startedBy: 'store:migrate',
    });
    const [task] = started.tasks ?? [];
    expect(task).toMatchObject({
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      group: 'family:spree-local-web',
      startedBy: 'store:migrate',
      cpu: '1024',
      memory: '2048',
      tags: [{ key: 'purpose', value: 'migration' }],
      overrides: {
        containerOverrides: [
          { name: 'web', command: ['bin/rails', 'db:migrate'], environment: [{ name: 'A', value: 'b' }] },
        ],
      },
    });
    const arn = task?.taskArn ?? '';
    const id = arn.split('/').at(-1) ?? '';
    endpoint.controlPlane.settle();
    await ecs.stopTask({ cluster, task: id, reason: 'enough' });
    endpoint.controlPlane.settle();
    const waited = await waitUntilTasksStopped({ client: ecs, ...waiting }, { cluster, tasks: [arn] });
    expect(waited.state).toBe('SUCCESS');
    const described = await ecs.describeTasks({ cluster, tasks: [arn, 'missing'] });
    expect(described.tasks).toMatchObject([
      {
        lastStatus: 'STOPPED',
        stopCode: 'UserInitiated',
        stoppedReason: 'enough',
        containers: [{ name: 'web', exitCode: 143 }],
      },
    ]);
    expect(described.failures).toEqual([{ arn: `${prefix}:task/${cluster}/missing`, reason: 'MISSING' }]);
  });

  it.each([
    ['no network', { networkConfiguration: null }, 'Network Configuration must be provided'],
    ['no launch type', { launchType: null }, 'No Container Instances were found in your cluster.'],
    ['too many', { count: 11 }, 'count'],
    [
      'a container that is not there',
      { overrides: { containerOverrides: [{ name: 'x' }] } },
      'x is not a container',
    ],
    ['a role of its own', { overrides: { taskRoleArn: 'arn:a' } }, 'overrides.taskRoleArn'],
    ['a group of a service', { group: 'service:spree-local-web' }, 'group'],
    ['a size that is none', { overrides: { cpu: 'much' } }, 'overrides.cpu'],
  ])('are not run with %s', async (_, change, message) => {
    const valid = { cluster, taskDefinition: service, launchType: 'FARGATE', networkConfiguration: network };
    expect(await endpoint.refusal('RunTask', { ...valid, ...change })).toEqual({
      code: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
  });

  it('run once for a client token', async () => {
    const first = await run({ clientToken: 'migrate-1', count: 2 });
    const repeated = await run({ clientToken: 'migrate-1', count: 2 });
    const arns = [first, repeated].map((answer) => answer.tasks?.map((task) => task.taskArn).toSorted());
    expect(arns[1]).toEqual(arns[0]);
    await expect(run({ clientToken: 'migrate-1', count: 1 })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('have the name of their cluster as a tag where that is enabled, beside their own', async () => {
    const { tasks = [] } = await run({ enableECSManagedTags: true, tags: [{ key: 'team', value: 'shop' }] });
    expect(tasks[0]?.tags).toEqual([
      { key: 'team', value: 'shop' },
      { key: 'aws:ecs:clusterName', value: cluster },
    ]);
  });

  it('that are not there cannot be stopped', async () => {
    await expect(ecs.stopTask({ cluster, task: 'constructor' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The referenced task was not found.',
    });
  });
});
