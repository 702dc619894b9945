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

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  ecs = endpoint.ecs;
});

afterEach(() => endpoint.close());

describe('deployments of a service', () => {
  it('are listed the newest first, and described', async () => {
    endpoint.advance(60_000);
    await ecs.updateService({ cluster, service, forceNewDeployment: true });
    const { serviceDeployments = [] } = await ecs.listServiceDeployments({ cluster, service });
    expect(serviceDeployments.map(({ status }) => status)).toEqual(['IN_PROGRESS', 'SUCCESSFUL']);
    const [newest, first] = serviceDeployments;
    const described = await ecs.describeServiceDeployments({
      serviceDeploymentArns: [newest?.serviceDeploymentArn ?? '', 'arn:missing'],
    });
    expect(described.serviceDeployments).toMatchObject([
      {
        serviceDeploymentArn: newest?.serviceDeploymentArn,
        status: 'IN_PROGRESS',
        startedAt: new Date(sampleTime + 60_000),
        sourceServiceRevisions: [{ arn: first?.targetServiceRevisionArn, runningTaskCount: 2 }],
        targetServiceRevision: { requestedTaskCount: 2, runningTaskCount: 0 },
        deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 },
        alarms: { status: 'DISABLED' },
      },
    ]);
    expect(described.failures).toEqual([{ arn: 'arn:missing', reason: 'MISSING' }]);
  });

  it('have a revision each, with the digests of its images once its first task has resolved them', async () => {
    await ecs.updateService({ cluster, service, forceNewDeployment: true });
    const { serviceDeployments = [] } = await ecs.listServiceDeployments({ cluster, service });
    const revisions = await ecs.describeServiceRevisions({
      serviceRevisionArns: serviceDeployments.map(
        ({ targetServiceRevisionArn = '' }) => targetServiceRevisionArn,
      ),
    });
    const taskDefinition = `${prefix}:task-definition/spree-local-web:1`;
    const web = { containerName: 'web', image: 'store:1' };
    expect(revisions.serviceRevisions).toMatchObject([
      { taskDefinition, containerImages: [web] },
      { taskDefinition, containerImages: [{ ...web, imageDigest: 'sha256:0' }] },
    ]);
    expect(revisions.serviceRevisions?.[0]?.containerImages?.[0]?.imageDigest).toBeUndefined();
  });

  it('have a revision each, which shows the resolution of their metrics, as services do not', async () => {
    const monitoring = {
      metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }],
    };
    const updated = await ecs.updateService({ cluster, service, monitoring });
    expect(updated.service?.deployments?.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE']);
    expect(updated.service).not.toHaveProperty('monitoring');
    const { services: [described] = [] } = await ecs.describeServices({ cluster, services: [service] });
    expect(described).not.toHaveProperty('monitoring');
    const { serviceRevisions = [] } = await ecs.describeServiceRevisions({
      serviceRevisionArns: described?.currentServiceRevisions?.map(({ arn = '' }) => arn),
    });
    expect(serviceRevisions.map((revision) => revision.monitoring)).toEqual([monitoring, undefined]);
  });

  it('are rolled back when they are stopped', async () => {
    await ecs.updateService({ cluster, service, forceNewDeployment: true });
    const { serviceDeployments = [] } = await ecs.listServiceDeployments({
      cluster,
      service,
      status: ['IN_PROGRESS'],
    });
    const arn = serviceDeployments[0]?.serviceDeploymentArn ?? '';
    expect(await ecs.stopServiceDeployment({ serviceDeploymentArn: arn })).toMatchObject({
      serviceDeploymentArn: arn,
    });
    const described = await ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] });
    expect(described.serviceDeployments).toMatchObject([{ status: 'ROLLBACK_IN_PROGRESS' }]);
    await expect(ecs.stopServiceDeployment({ serviceDeploymentArn: 'arn:missing' })).rejects.toMatchObject({
      name: 'ServiceDeploymentNotFoundException',
    });
  });
});
