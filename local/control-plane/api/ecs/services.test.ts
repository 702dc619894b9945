import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { waitUntilServicesStable } from '../../../../aws/ecs-waiters.ts';
import {
  sampleCluster as cluster,
  type EcsEndpoint,
  ecsEndpoint,
  ecsArnPrefix as prefix,
  sampleService as service,
} from '../testing/ecs-endpoint.ts';
import { sampleTime } from '../testing/sample-state.ts';
import { sampleWorkload } from '../testing/sample-workload.ts';

let endpoint: EcsEndpoint;
let ecs: EcsEndpoint['ecs'];

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  ecs = endpoint.ecs;
});

afterEach(() => endpoint.close());

const network = { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-web'] } };

const waiting = { maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.02 };

describe('services', () => {
  it('are listed and described, by name and by ARN', async () => {
    const arn = `${prefix}:service/${cluster}/${service}`;
    expect((await ecs.listServices({ cluster })).serviceArns).toEqual([arn]);
    const answer = await ecs.describeServices({ cluster, services: [arn, 'missing'], include: ['TAGS'] });
    expect(answer.services).toMatchObject([
      {
        serviceArn: arn,
        status: 'ACTIVE',
        desiredCount: 2,
        runningCount: 2,
        pendingCount: 0,
        launchType: 'FARGATE',
        taskDefinition: `${prefix}:task-definition/spree-local-web:1`,
        tags: [{ key: 'project', value: 'spree' }],
        createdAt: new Date(sampleTime),
      },
    ]);
    expect(answer.failures).toEqual([{ arn: `${prefix}:service/${cluster}/missing`, reason: 'MISSING' }]);
  });

  it('roll to a forced deployment, and the SDK’s waiter waits for it', async () => {
    const updated = await ecs.updateService({ cluster, service, forceNewDeployment: true });
    expect(updated.service?.deployments?.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE']);
    const timer = setInterval(() => {
      endpoint.advance(5000);
      endpoint.controlPlane.settle();
    }, 20);
    const waited = await waitUntilServicesStable(
      { client: ecs, ...waiting },
      { cluster, services: [service] },
    );
    clearInterval(timer);
    expect(waited.state).toBe('SUCCESS');
  });

  it('change their desired count without a deployment', async () => {
    const updated = await ecs.updateService({ cluster, service, desiredCount: 3 });
    expect(updated.service).toMatchObject({ desiredCount: 3, runningCount: 2 });
    expect(updated.service?.deployments).toHaveLength(1);
    endpoint.controlPlane.settle();
    const { services } = await ecs.describeServices({ cluster, services: [service] });
    expect(services).toMatchObject([{ desiredCount: 3, runningCount: 3 }]);
  });

  it('keep what an update of the deployment configuration does not name', async () => {
    const updated = await ecs.updateService({
      cluster,
      service,
      deploymentConfiguration: { maximumPercent: 150 },
    });
    expect(updated.service?.deploymentConfiguration).toMatchObject({
      maximumPercent: 150,
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    });
  });

  it('are created behind a target group and deleted once they are scaled to 0', async () => {
    const created = await ecs.createService({
      cluster,
      serviceName: 'second',
      taskDefinition: 'spree-local-web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: network,
      loadBalancers: [
        {
          targetGroupArn: sampleWorkload.targetGroups[0]?.arn,
          containerName: 'web',
          containerPort: 3000,
        },
      ],
    });
    expect(created.service).toMatchObject({
      serviceName: 'second',
      deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
      loadBalancers: [{ targetGroupArn: sampleWorkload.targetGroups[0]?.arn }],
    });
    await expect(ecs.deleteService({ cluster, service: 'second' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    });
    await ecs.updateService({ cluster, service: 'second', desiredCount: 0 });
    const deleted = await ecs.deleteService({ cluster, service: 'second' });
    expect(deleted.service).toMatchObject({ status: 'DRAINING' });
    endpoint.controlPlane.settle();
    await expect(ecs.updateService({ cluster, service: 'second' })).rejects.toMatchObject({
      name: 'ServiceNotActiveException',
      message: 'Service was not ACTIVE.',
    });
  });

  it('that do not exist cannot be updated', async () => {
    await expect(ecs.updateService({ cluster, service: 'missing' })).rejects.toMatchObject({
      name: 'ServiceNotFoundException',
      message: 'Service not found.',
    });
    await expect(ecs.updateService({ cluster, service, taskDefinition: 'missing:3' })).rejects.toMatchObject({
      name: 'ClientException',
      message: 'TaskDefinition not found.',
    });
  });

  it('that name a target group which is not there are refused', async () => {
    const request = {
      cluster,
      serviceName: 'second',
      taskDefinition: 'spree-local-web',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: network,
      loadBalancers: [{ targetGroupArn: 'arn:x', containerName: 'web', containerPort: 3000 }],
    };
    expect(await endpoint.refusal('CreateService', request)).toEqual({
      code: 'InvalidParameterException',
      message: 'The target group arn:x does not exist.',
    });
  });

  it.each([
    [
      'a capacity provider that the cluster is not associated with',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
      'that is not associated with the cluster.',
    ],
    [
      'a strategy without a weight',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'at least one capacity provider must have a weight greater than 0',
    ],
    ['a platform version that does not exist', { platformVersion: '2.0.0' }, 'platformVersion'],
  ])('are neither created nor changed with %s', async (_, change, message) => {
    const created = { serviceName: 'second', desiredCount: 1, networkConfiguration: network };
    const refused = { code: 'InvalidParameterException', message: expect.stringContaining(message) };
    const second = { cluster, taskDefinition: 'spree-local-web', ...created, ...change };
    expect(await endpoint.refusal('CreateService', second)).toEqual(refused);
    expect(await endpoint.refusal('UpdateService', { cluster, service, ...change })).toEqual(refused);
  });
});

describe('tags', () => {
  it('of a service can be read and changed', async () => {
    const resourceArn = `${prefix}:service/${cluster}/${service}`;
    await ecs.tagResource({ resourceArn, tags: [{ key: 'a', value: 'b' }] });
    await ecs.untagResource({ resourceArn, tagKeys: ['project'] });
    expect((await ecs.listTagsForResource({ resourceArn })).tags).toEqual([{ key: 'a', value: 'b' }]);
    await expect(ecs.listTagsForResource({ resourceArn: `${resourceArn}x` })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it.each([
    ['TagResource', { tags: [{ key: 'aws:ecs:serviceName', value: 'other' }] }],
    ['UntagResource', { tagKeys: ['AWS:ecs:serviceName'] }],
  ])('of AWS cannot be changed by %s', async (operation, change) => {
    const request = { resourceArn: `${prefix}:service/${cluster}/${service}`, ...change };
    expect(await endpoint.refusal(operation, request)).toEqual({
      code: 'InvalidParameterException',
      message: expect.stringContaining('keys that begin with aws: are reserved for AWS'),
    });
  });
});
