import { describe, expect, it } from 'vitest';
import type { DeploymentState } from '../../../model/cluster-state.ts';
import { sampleState, sampleTime, webDeployment, webServiceState } from '../../testing/sample-state.ts';
import { serviceDeploymentShape } from './service-deployment.ts';
import { serviceDeploymentStatus } from './service-deployment-status.ts';

const { completedAt: _, ...unfinished } = webDeployment;
const underWay: DeploymentState = { ...unfinished, rolloutState: 'IN_PROGRESS' };
const failed: DeploymentState = { ...unfinished, rolloutState: 'FAILED', status: 'INACTIVE' };
const rollback = { to: 'ecs-svc/2222222222222222222' };

describe('the status of a service deployment', () => {
  it.each<[string, DeploymentState]>([
    ['SUCCESSFUL', webDeployment],
    ['SUCCESSFUL', { ...webDeployment, rolloutState: 'IN_PROGRESS', rollbackOf: 'ecs-svc/3' }],
    ['IN_PROGRESS', underWay],
    ['STOPPED', failed],
    ['STOPPED', { ...underWay, status: 'ACTIVE', supersededBy: 'ecs-svc/3' }],
    [
      'ROLLBACK_IN_PROGRESS',
      { ...failed, status: 'ACTIVE', rollback: { ...rollback, state: 'IN_PROGRESS' } },
    ],
    ['ROLLBACK_SUCCESSFUL', { ...failed, rollback: { ...rollback, state: 'SUCCESSFUL' } }],
    ['ROLLBACK_FAILED', { ...failed, rollback: { ...rollback, state: 'FAILED' } }],
  ])('is %s', (status, deployment) => {
    expect(serviceDeploymentStatus(deployment)).toBe(status);
  });
});

describe('a service deployment as the API gives it', () => {
  it('tells of the circuit breaker that rolled it back', () => {
    const deployment: DeploymentState = {
      ...failed,
      status: 'ACTIVE',
      failedTasks: 3,
      failedBy: 'CIRCUIT_BREAKER',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      rollback: { ...rollback, state: 'IN_PROGRESS' },
    };
    const shape = serviceDeploymentShape({ service: webServiceState, deployment }, sampleState);
    expect(shape).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      statusReason: 'ECS deployment circuit breaker: tasks failed to start.',
      rollback: {
        reason: 'ECS deployment circuit breaker: tasks failed to start.',
        startedAt: sampleTime / 1000 + 60,
        serviceRevisionArn: expect.stringMatching(
          /:service-revision\/spree-local-cluster\/spree-local-web\/2222222222222222222$/,
        ),
      },
      deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
      alarms: { status: 'DISABLED', alarmNames: [] },
    });
    expect(shape.finishedAt).toBeUndefined();
    expect(shape.stoppedAt).toBeUndefined();
  });

  it('says when it was stopped', () => {
    const shape = serviceDeploymentShape({ service: webServiceState, deployment: failed }, sampleState);
    expect([shape.status, shape.finishedAt, shape.stoppedAt]).toEqual([
      'STOPPED',
      sampleTime / 1000 + 60,
      sampleTime / 1000 + 60,
    ]);
  });
});
