import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type OwnStackEndpoint,
  ownStackEndpoint,
} from '../../local/control-plane/api/testing/own-stack-endpoint.ts';
import { taskChecksOf } from './task-checks.ts';

let endpoint: OwnStackEndpoint;

beforeEach(async () => {
  endpoint = await ownStackEndpoint();
});
afterEach(() => endpoint.close());

test('a check that could not be read is read again at the next look, and once it was read no more', async () => {
  const elb = await endpoint.clients.elasticLoadBalancing();
  const describe = vi.spyOn(elb, 'describeTargetGroups');
  describe.mockImplementationOnce(async () => {
    throw new Error('Rate exceeded');
  });
  describe.mockImplementation(async () => ({ TargetGroups: [{ HealthCheckPath: '/up' }], $metadata: {} }));
  const checks = taskChecksOf({ environment: 'local', clients: endpoint.clients }, {});
  await expect(checks.path('group')).rejects.toThrow('Rate exceeded');
  expect(await checks.path('group')).toBe('/up');
  expect(await checks.path('group')).toBe('/up');
  expect(describe).toHaveBeenCalledTimes(2);
});
