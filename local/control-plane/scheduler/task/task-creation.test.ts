import { expect, test } from 'vitest';
import { balanced, taskDefinition } from '../testing/cluster-fixtures.ts';
import { deployment, serviceWith } from '../testing/service-fixtures.ts';
import { serviceTask } from './task-creation.ts';

test('a task of a service is made from its deployment and its load balancers', () => {
  const primary = deployment('ecs-svc/7', { taskDefinition: 'web:3' });
  const service = serviceWith([primary], {
    loadBalancers: [balanced],
    enableExecuteCommand: true,
    tags: { a: 'b' },
  });
  expect(serviceTask('t9', service, primary, taskDefinition(), 5)).toEqual({
    id: 't9',
    group: 'service:web',
    startedBy: 'ecs-svc/7',
    taskDefinition: 'web:3',
    deploymentId: 'ecs-svc/7',
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    createdAt: 5,
    containers: [{ name: 'web', lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN' }],
    targets: [{ targetGroup: 'WebTargets', port: 3000, state: 'unregistered' }],
    overrides: { containerOverrides: [] },
    interactive: false,
    enableExecuteCommand: true,
    tags: { a: 'b' },
  });
});
