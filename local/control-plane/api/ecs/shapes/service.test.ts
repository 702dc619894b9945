import { describe, expect, it } from 'vitest';
import { plainSettings } from '../../../../../definition/resources/ecs/plain-settings.ts';
import {
  sampleState,
  sampleTime,
  webDeployment,
  webRevision,
  webServiceState,
  webTask,
} from '../../testing/sample-state.ts';
import { webTargetGroup } from '../../testing/sample-workload.ts';
import { serviceShape } from './service.ts';

const prefix = 'arn:aws:ecs:ap-southeast-1:000000000000';
const seconds = sampleTime / 1000;
const ofService = 'spree-local-cluster/spree-local-web/1234567890123456789';
const networkConfiguration = {
  awsvpcConfiguration: {
    subnets: ['subnet-a', 'subnet-b'],
    securityGroups: ['sg-web'],
    assignPublicIp: 'DISABLED',
  },
};

describe('a service as the API gives it', () => {
  it('has all that is known of it', () => {
    expect(serviceShape(webServiceState, sampleState)).toEqual({
      serviceArn: `${prefix}:service/spree-local-cluster/spree-local-web`,
      serviceName: 'spree-local-web',
      clusterArn: `${prefix}:cluster/spree-local-cluster`,
      loadBalancers: [{ targetGroupArn: webTargetGroup.arn, containerName: 'web', containerPort: 3000 }],
      serviceRegistries: [],
      status: 'ACTIVE',
      desiredCount: 1,
      runningCount: 1,
      pendingCount: 0,
      launchType: 'FARGATE',
      platformVersion: 'LATEST',
      platformFamily: 'Linux',
      taskDefinition: webRevision.arn,
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: true },
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        alarms: { alarmNames: [], rollback: false, enable: false },
        strategy: 'ROLLING',
        bakeTimeInMinutes: 0,
      },
      deployments: [
        {
          id: 'ecs-svc/1234567890123456789',
          status: 'PRIMARY',
          taskDefinition: webRevision.arn,
          desiredCount: 1,
          runningCount: 1,
          pendingCount: 0,
          failedTasks: 0,
          createdAt: seconds,
          updatedAt: seconds + 60,
          launchType: 'FARGATE',
          platformVersion: '1.4.0',
          platformFamily: 'Linux',
          networkConfiguration,
          rolloutState: 'COMPLETED',
          rolloutStateReason: 'ECS deployment ecs-svc/1234567890123456789 completed.',
        },
      ],
      events: [
        {
          id: '11111111-1111-4111-8111-111111111111',
          createdAt: seconds + 60,
          message: '(service spree-local-web) has reached a steady state.',
        },
      ],
      createdAt: seconds,
      currentServiceDeployment: `${prefix}:service-deployment/${ofService}`,
      currentServiceRevisions: [
        {
          arn: `${prefix}:service-revision/${ofService}`,
          requestedTaskCount: 1,
          runningTaskCount: 1,
          pendingTaskCount: 0,
        },
      ],
      placementConstraints: [],
      placementStrategy: [],
      networkConfiguration,
      schedulingStrategy: 'REPLICA',
      deploymentController: { type: 'ECS' },
      ...plainSettings({ healthCheckGracePeriodSeconds: 60, enableExecuteCommand: true }),
    });
  });

  it.each([
    ['PROVISIONING', 0, 1],
    ['PENDING', 0, 1],
    ['ACTIVATING', 0, 1],
    ['RUNNING', 1, 0],
    ['DEACTIVATING', 0, 0],
    ['STOPPED', 0, 0],
  ] as const)('counts a task that is %s', (lastStatus, runningCount, pendingCount) => {
    const state = { ...sampleState, tasks: { [webTask.id]: { ...webTask, lastStatus } } };
    expect(serviceShape(webServiceState, state)).toMatchObject({ runningCount, pendingCount });
  });

  it('names the failed deployment as the current one while it is rolled back', () => {
    const service = {
      ...webServiceState,
      deployments: [{ ...webDeployment, rollbackOf: 'ecs-svc/9999999999999999999' }],
    };
    expect(serviceShape(service, sampleState).currentServiceDeployment).toBe(
      `${prefix}:service-deployment/spree-local-cluster/spree-local-web/9999999999999999999`,
    );
  });

  it('goes on to name its last task definition once it is INACTIVE', () => {
    const service = {
      ...webServiceState,
      status: 'INACTIVE',
      deployments: [],
      history: [webDeployment],
    } as const;
    expect(serviceShape(service, sampleState)).toMatchObject({
      status: 'INACTIVE',
      taskDefinition: webRevision.arn,
      deployments: [],
    });
  });
});
