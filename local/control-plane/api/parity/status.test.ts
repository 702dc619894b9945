import { describe, expect, it } from 'vitest';
import { sampleState, sampleTime, webRevision, webTask } from '../testing/sample-state.ts';
import { parityStatus, parityStatusSchema } from './status.ts';

describe('the status', () => {
  it('tells of services, tasks and targets, as its schema says', () => {
    const status = parityStatus(sampleState, { workloadDigest: 'd1', timeScale: 10 });
    expect(status).toEqual({
      cluster: 'spree-local-cluster',
      workloadDigest: 'd1',
      timeScale: 10,
      longestGraceSeconds: null,
      services: [
        {
          name: 'spree-local-web',
          status: 'ACTIVE',
          desiredCount: 1,
          runningCount: 1,
          pendingCount: 0,
          taskDefinition: webRevision.arn,
          deploymentId: webTask.deploymentId,
          rolloutState: 'COMPLETED',
          rolloutStateReason: 'ECS deployment ecs-svc/1234567890123456789 completed.',
          lastEvent: '(service spree-local-web) has reached a steady state.',
        },
      ],
      tasks: [
        {
          id: webTask.id,
          group: 'service:spree-local-web',
          taskDefinition: webRevision.arn,
          deploymentId: webTask.deploymentId,
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
          stoppedReason: null,
          createdAt: sampleTime + 1000,
          privateIp: '172.20.0.7',
          containers: [
            { name: 'web', lastStatus: 'RUNNING', healthStatus: 'HEALTHY', exitCode: null, reason: null },
          ],
          targets: [{ targetGroup: 'WebTargets', port: 3000, state: 'healthy', reason: null }],
        },
      ],
    });
    expect(parityStatusSchema.parse(JSON.parse(JSON.stringify(status)))).toEqual(status);
  });

  it('says of an unhealthy target what its checks got', () => {
    const [target] = webTask.targets;
    if (target === undefined) throw new Error('The sample has no target');
    const failing = {
      ...target,
      state: 'unhealthy',
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [500]',
    } as const;
    const tasks = { [webTask.id]: { ...webTask, targets: [failing] } };
    const [task] = parityStatus({ ...sampleState, tasks }, { workloadDigest: 'd1', timeScale: 1 }).tasks;
    expect(task?.targets).toMatchObject([
      { state: 'unhealthy', reason: 'Health checks failed with these codes: [500]' },
    ]);
  });
});
