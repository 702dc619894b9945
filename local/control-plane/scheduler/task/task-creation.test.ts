import { expect, test } from 'vitest';
import { balanced, taskDefinition } from '../testing/cluster-fixtures.ts';
import { deployment, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { serviceTask } from './task-creation.ts';

test('a task of a service is made from its deployment and its load balancers', () => {
  const primary = deployment('ecs-svc/7', { taskDefinition: 'web:3' });
  const service = serviceWith([primary], {
    loadBalancers: [balanced],
    enableExecuteCommand: true,
    tags: { a: 'b' },
    propagateTags: 'SERVICE',
  });
  expect(serviceTask(service, primary, taskDefinition(), testWorld())).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    group: 'service:web',
    startedBy: 'ecs-svc/7',
    taskDefinition: 'web:3',
    deploymentId: 'ecs-svc/7',
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    createdAt: 1000,
    containers: [{ name: 'web', lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN' }],
    targets: [{ targetGroup: 'WebTargets', port: 3000, state: 'unregistered' }],
    overrides: { containerOverrides: [] },
    interactive: false,
    enableExecuteCommand: true,
    tags: { a: 'b' },
  });
});

test('a task keeps the time scale that it was created under', () => {
  const primary = deployment('ecs-svc/7');
  const task = serviceTask(serviceWith([primary]), primary, taskDefinition(), testWorld({ timeScale: 10 }));
  expect(task.timeScale).toBe(10);
});

test('a task has the tags of its service or of its task definition only where they are propagated', () => {
  const primary = deployment('ecs-svc/7');
  const tagsOf = (propagateTags?: 'SERVICE' | 'TASK_DEFINITION' | 'NONE') => {
    const service = serviceWith([primary], {
      tags: { of: 'service' },
      ...(propagateTags && { propagateTags }),
    });
    const definition = taskDefinition({ tags: { of: 'definition' } });
    return serviceTask(service, primary, definition, testWorld()).tags;
  };
  expect([tagsOf(), tagsOf('NONE'), tagsOf('SERVICE'), tagsOf('TASK_DEFINITION')]).toEqual([
    {},
    {},
    { of: 'service' },
    { of: 'definition' },
  ]);
});

test('a task has the names of its cluster and its service as tags where these are enabled, beside the propagated ones', () => {
  const primary = deployment('ecs-svc/7');
  const service = serviceWith([primary], {
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
    tags: { of: 'service' },
  });
  expect(serviceTask(service, primary, taskDefinition(), testWorld({ clusterName: 'store' })).tags).toEqual({
    of: 'service',
    'aws:ecs:clusterName': 'store',
    'aws:ecs:serviceName': 'web',
  });
});
