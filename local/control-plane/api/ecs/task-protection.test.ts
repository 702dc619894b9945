import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  sampleCluster as cluster,
  type EcsEndpoint,
  ecsEndpoint,
  ecsArnPrefix as prefix,
  sampleService as service,
} from '../testing/ecs-endpoint.ts';
import { sampleTime } from '../testing/sample-state.ts';

let endpoint: EcsEndpoint;
let ecs: EcsEndpoint['ecs'];
let tasks: readonly [string, string];

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  ecs = endpoint.ecs;
  const [first = '', second = ''] = (await ecs.listTasks({ cluster })).taskArns ?? [];
  tasks = [first, second];
});

afterEach(() => endpoint.close());

const minute = 60_000;

describe('the protection of tasks', () => {
  it('is set for the requested time, and returned', async () => {
    const [first, second] = tasks;
    const until = { protectionEnabled: true, expirationDate: new Date(sampleTime + 60 * minute) };
    const updated = await ecs.updateTaskProtection({
      cluster,
      tasks: [first],
      protectionEnabled: true,
      expiresInMinutes: 60,
    });
    expect(updated).toMatchObject({ protectedTasks: [{ taskArn: first, ...until }], failures: [] });
    const told = await ecs.getTaskProtection({ cluster, tasks: [first, second.split('/').at(-1) ?? ''] });
    expect(told.protectedTasks).toEqual([
      { taskArn: first, ...until },
      { taskArn: second, protectionEnabled: false },
    ]);
  });

  it('expires, and a scale-in that waited for it continues', async () => {
    await ecs.updateTaskProtection({ cluster, tasks: [...tasks], protectionEnabled: true });
    await ecs.updateService({ cluster, service, desiredCount: 1 });
    endpoint.controlPlane.settle();
    const running = async () => (await ecs.listTasks({ cluster })).taskArns?.length;
    expect(await running()).toBe(2);
    endpoint.advance(120 * minute);
    endpoint.controlPlane.settle();
    expect(await running()).toBe(1);
    const { protectedTasks } = await ecs.getTaskProtection({ cluster, tasks: [...tasks] });
    expect(protectedTasks?.map(({ protectionEnabled }) => protectionEnabled)).toEqual([false, false]);
  });

  it('fails for single tasks with the reasons of ECS', async () => {
    const { tasks: [oneOff] = [] } = await ecs.runTask({
      cluster,
      taskDefinition: service,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    });
    await ecs.updateService({ cluster, service, desiredCount: 1 });
    const [first, second] = tasks;
    const wanted = [first, second, oneOff?.taskArn ?? '', 'missing'];
    const { failures } = await ecs.updateTaskProtection({ cluster, tasks: wanted, protectionEnabled: true });
    expect(failures).toEqual([
      { arn: second, reason: 'DEPLOYMENT_BLOCKED' },
      { arn: oneOff?.taskArn, reason: 'TASK_NOT_VALID' },
      { arn: `${prefix}:task/${cluster}/missing`, reason: 'MISSING' },
    ]);
    const told = await ecs.getTaskProtection({ cluster, tasks: wanted });
    expect(told.failures?.map(({ reason }) => reason)).toEqual(['TASK_NOT_VALID', 'MISSING']);
  });

  it.each([
    ['another cluster', { cluster: 'other' }, 'ClusterNotFoundException'],
    ['no cluster', { cluster: null }, 'InvalidParameterException'],
    ['no tasks', { tasks: [] }, 'InvalidParameterException'],
    ['too many tasks', { tasks: Array(11).fill('task') }, 'InvalidParameterException'],
    ['a time of more than two days', { expiresInMinutes: 2881 }, 'InvalidParameterException'],
    ['neither on nor off', { protectionEnabled: null }, 'InvalidParameterException'],
  ])('is refused with %s', async (_, change, code) => {
    const request = { cluster, tasks: ['task'], protectionEnabled: true, ...change };
    expect(await endpoint.refusal('UpdateTaskProtection', request)).toMatchObject({ code });
  });
});
