import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../local/control-plane/api/testing/ecs-endpoint.ts';
import { servicesOf } from './await-services.ts';
import { isSteady } from './steady-service.ts';

let endpoint: EcsEndpoint;

beforeEach(async () => {
  endpoint = await ecsEndpoint();
});

afterEach(async () => {
  await endpoint.close();
});

function source() {
  return servicesOf(endpoint.target, sampleCluster, [sampleService]);
}

test('a service whose tasks run and are healthy targets is steady', async () => {
  const [service] = await (await source()).services();
  expect(service).toMatchObject({
    name: sampleService,
    status: 'ACTIVE',
    rolloutState: 'COMPLETED',
    taskDefinition: expect.stringContaining(':task-definition/spree-local-web:1'),
    targets: [['healthy', 'healthy']],
  });
  expect(service !== undefined && isSteady(service)).toBe(true);
});

test('a stopped task has its reason and the exit codes of its containers', async () => {
  const { taskArns: [task = ''] = [] } = await endpoint.ecs.listTasks({ cluster: sampleCluster });
  await endpoint.ecs.stopTask({ cluster: sampleCluster, task, reason: 'by hand' });
  endpoint.controlPlane.settle();
  expect(await (await source()).stoppedTasks(sampleService)).toMatchObject([
    { arn: task, stoppedReason: 'by hand', containers: [{ name: 'web' }] },
  ]);
});
