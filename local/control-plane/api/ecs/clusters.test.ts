import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('clusters', () => {
  it('are described with their counts, by name and by ARN', async () => {
    const answer = await ecs.describeClusters({ clusters: [cluster, 'other'] });
    expect(answer.clusters).toEqual([
      expect.objectContaining({
        clusterArn: `${prefix}:cluster/${cluster}`,
        clusterName: cluster,
        status: 'ACTIVE',
        runningTasksCount: 2,
        pendingTasksCount: 0,
        activeServicesCount: 1,
      }),
    ]);
    expect(answer.failures).toEqual([{ arn: `${prefix}:cluster/other`, reason: 'MISSING' }]);
    expect(await ecs.listClusters({})).toMatchObject({ clusterArns: [`${prefix}:cluster/${cluster}`] });
  });

  it('tell their settings and their tags when they are asked for', async () => {
    const told = async (include: readonly ('SETTINGS' | 'TAGS')[]) =>
      (await ecs.describeClusters({ clusters: [cluster], include: [...include] })).clusters;
    expect(await told([])).toMatchObject([{ settings: [], tags: [] }]);
    expect(await told(['SETTINGS', 'TAGS'])).toMatchObject([
      {
        settings: [{ name: 'containerInsights', value: 'enabled' }],
        tags: [{ key: 'project', value: 'spree' }],
      },
    ]);
  });

  it('have the capacity providers of Fargate, all of them or those that are named', async () => {
    const provider = (name: string) => ({
      capacityProviderArn: `${prefix}:capacity-provider/${name}`,
      name,
      status: 'ACTIVE',
      tags: [],
    });
    expect((await ecs.describeCapacityProviders({ cluster })).capacityProviders).toEqual([
      provider('FARGATE'),
      provider('FARGATE_SPOT'),
    ]);
    const spot = `${prefix}:capacity-provider/FARGATE_SPOT`;
    expect(await ecs.describeCapacityProviders({ capacityProviders: [spot, 'own'] })).toMatchObject({
      capacityProviders: [provider('FARGATE_SPOT')],
      failures: [{ arn: `${prefix}:capacity-provider/own`, reason: 'MISSING' }],
    });
    const first = await ecs.describeCapacityProviders({ maxResults: 1 });
    const second = await ecs.describeCapacityProviders({ maxResults: 1, nextToken: first.nextToken });
    const pages = [first, second].map((page) => page.capacityProviders?.map(({ name }) => name));
    expect(pages).toEqual([['FARGATE'], ['FARGATE_SPOT']]);
  });

  it.each([
    ['listServices', () => ecs.listServices({ cluster: 'other' })],
    ['listServices without a cluster', () => ecs.listServices({})],
    ['describeServices', () => ecs.describeServices({ cluster: 'other', services: [service] })],
    ['listTasks', () => ecs.listTasks({ cluster: 'other' })],
    ['describeTasks', () => ecs.describeTasks({ cluster: 'other', tasks: ['a'] })],
    ['describeCapacityProviders', () => ecs.describeCapacityProviders({ cluster: 'other' })],
    ['updateService', () => ecs.updateService({ cluster: 'other', service })],
    ['deleteService', () => ecs.deleteService({ cluster: 'other', service })],
    ['stopTask', () => ecs.stopTask({ cluster: 'other', task: 'a' })],
    [
      'runTask',
      () =>
        ecs.runTask({
          cluster: 'other',
          taskDefinition: service,
          launchType: 'FARGATE',
          networkConfiguration: network,
        }),
    ],
  ])('that are not this one are not found by %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
