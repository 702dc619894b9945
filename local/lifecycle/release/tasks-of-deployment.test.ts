import { expect, test } from 'vitest';
import { parityStatusSchema } from '../../control-plane/api/parity/status.ts';
import { tasksOfDeployment } from './tasks-of-deployment.ts';

function task(id: string, taskDefinition: string, deploymentId: string | null) {
  const status = { lastStatus: 'RUNNING', desiredStatus: 'RUNNING', stoppedReason: null };
  const rest = { createdAt: 0, privateIp: null, containers: [], targets: [] };
  return { id, group: 'service:web', taskDefinition, deploymentId, ...status, ...rest };
}

const tasks = [
  task('before', 'web:2', 'ecs-svc/1'),
  task('forced', 'web:2', 'ecs-svc/2'),
  task('older', 'web:1', 'ecs-svc/0'),
];

function idsOf(deploymentId: string | null) {
  const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
  const rollout = { rolloutState: null, rolloutStateReason: null, lastEvent: null };
  const web = { name: 'web', status: 'ACTIVE', taskDefinition: 'web:2', deploymentId, ...counts, ...rollout };
  const status = parityStatusSchema.parse({ cluster: 'shop', workloadDigest: null, services: [web], tasks });
  return tasksOfDeployment(status, 'web', 'web:2').map(({ id }) => id);
}

test('tasks of before that run the same revision do not belong to a deployment that was forced', () => {
  expect(idsOf('ecs-svc/2')).toEqual(['forced']);
  expect(idsOf(null)).toEqual(['before', 'forced']);
});
