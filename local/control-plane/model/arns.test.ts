import { expect, test } from 'vitest';
import { clusterArn, serviceArn, serviceDeploymentArn, taskArn, taskDefinitionArn } from './arns.ts';

const place = { clusterName: 'store', region: 'ap-southeast-1', accountId: '000000000000' };

test('ARNs are those of ECS', () => {
  expect([
    clusterArn(place),
    serviceArn(place, 'web'),
    taskArn(place, 'abc'),
    taskDefinitionArn(place, 'web', 3),
    serviceDeploymentArn(place, 'web', 'ecs-svc/1234567890123456789'),
  ]).toEqual([
    'arn:aws:ecs:ap-southeast-1:000000000000:cluster/store',
    'arn:aws:ecs:ap-southeast-1:000000000000:service/store/web',
    'arn:aws:ecs:ap-southeast-1:000000000000:task/store/abc',
    'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:3',
    'arn:aws:ecs:ap-southeast-1:000000000000:service-deployment/store/web/1234567890123456789',
  ]);
});
