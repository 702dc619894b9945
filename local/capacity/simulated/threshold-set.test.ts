import { expect, test } from 'vitest';
import { trackingPolicy } from '../../scaling/testing/situations.ts';
import type { SimulatedService } from './simulated-service.ts';
import { parseThresholds, parseThresholdsFile } from './threshold-set.ts';
import { withThresholds } from './with-thresholds.ts';

test('names and values on the command line apply to all services', () => {
  const sets = parseThresholds('cpu=60, requests=off,min=3');
  expect([sets('web'), sets('worker')]).toEqual(Array(2).fill({ cpu: 60, requests: 'off', min: 3 }));
});

test.each([
  ...['', 'cpu', 'cpu=', 'cpu=x', 'speed=3', 'min=1.5', 'min=off', 'period=30', 'cpu=0', 'cpu=1.2.3'],
  ...['constructor=3', 'no-file.json'],
])('%j is not a threshold, wherever in a set it is', (text) => {
  expect(() => parseThresholds(`cpu=60,${text}`)).toThrow(
    expect.objectContaining({
      code: 'BAD_ARGUMENT',
      message: `'${text}' in --compare is neither a threshold nor a file`,
      hint: expect.stringContaining('cpu, memory, requests'),
    }),
  );
});

test('a threshold is given once', () => {
  expect(() => parseThresholds('cpu=60,min=2,cpu=70')).toThrow(
    expect.objectContaining({ code: 'BAD_ARGUMENT', message: 'cpu was given more than once in --compare' }),
  );
});

const services = ['shop-web', 'shop-worker'];

test('a file has one set for all services, or one for each', () => {
  expect(parseThresholdsFile('{"cpu": 50}', 'a.json', services)('any')).toEqual({ cpu: 50 });
  const text = '{"web": {"cpu": 50}, "worker": {"queue": "off"}}';
  const sets = parseThresholdsFile(text, 'a.json', [...services, 'other']);
  expect([sets('shop-web'), sets('shop-worker'), sets('other')]).toEqual([{ cpu: 50 }, { queue: 'off' }, {}]);
});

test('a file with a set for a service that does not exist is refused', () => {
  expect(() => parseThresholdsFile('{"web": {"cpu": 50}, "wrokr": {}}', 'a.json', services)).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_THRESHOLDS', message: "a.json: no scaled service is called 'wrokr'" },
      hint: 'Scaled services: shop-web, shop-worker.',
    }),
  );
});

test.each([
  ['no JSON', 'it is not JSON'],
  ['[]', 'it is not an object'],
  ['{"cpu": 50, "speed": 1}', "'speed' is not a threshold"],
  ['{"web": {"cpu": 50, "speed": 1}}', "'web.speed' is not a threshold"],
  [
    '{"web": {"cpu": 50}, "worker": {"min": 1.5}}',
    'worker.min: Invalid input: expected int, received number',
  ],
])('a file with %s is refused: %s', (text, why) => {
  expect(() => parseThresholdsFile(text, 'a.json', services)).toThrow(
    expect.objectContaining({ code: 'BAD_THRESHOLDS', message: `a.json: ${why}` }),
  );
});

const service: SimulatedService = {
  ...{ name: 'web', minCapacity: 2, maxCapacity: 10, leftOut: [] },
  model: { cpuSecondsPerRequest: 1, latencyMs: 1, bootSeconds: 1, taskVcpu: 1, memoryPercent: 1 },
  price: { vcpu: 1, memoryGib: 1, vcpuHourUsd: 1, gibHourUsd: 1 },
  policies: [
    { metric: 'cpu', policy: trackingPolicy() },
    { metric: 'requests', policy: trackingPolicy({ policyName: 'requests', targetValue: 1000 }) },
  ],
};

test('thresholds change policies and bounds, and leave the rest as it is', () => {
  const changed = withThresholds(service, { cpu: 60, min: 3, max: 12, out: 30, in: 600, period: 20 });
  expect(changed).toEqual({
    ...service,
    ...{ minCapacity: 3, maxCapacity: 12 },
    policies: [
      {
        metric: 'cpu',
        policy: trackingPolicy({
          ...{ targetValue: 60, scaleOutCooldownSeconds: 30, scaleInCooldownSeconds: 600, periodSeconds: 20 },
        }),
      },
      {
        metric: 'requests',
        policy: trackingPolicy({
          ...{ policyName: 'requests', targetValue: 1000 },
          ...{ scaleOutCooldownSeconds: 30, scaleInCooldownSeconds: 600 },
        }),
      },
    ],
  });
  expect(withThresholds(service, {})).toEqual(service);
});

test.each([
  [{ min: 20 }, 20, 10],
  [{ max: 1 }, 2, 1],
  [{ min: 5, max: 4 }, 5, 4],
])('bounds that cross are refused: %j', (set, min, max) => {
  expect(() => withThresholds(service, set)).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_ARGUMENT', exitCode: 2 },
      message: `With --compare, the minimum of web would be ${min}, above its maximum of ${max}`,
    }),
  );
});

test('a policy can be removed, and another one added', () => {
  const { policies } = withThresholds(service, { requests: 'off', memory: 80, queue: 60 });
  expect(policies.map(({ metric, policy }) => [metric, policy.policyName])).toEqual([
    ['cpu', 'cpu'],
    ['memory', 'memory'],
    ['queue-latency', 'queue-latency'],
  ]);
  expect(policies[1]?.policy).toEqual(trackingPolicy({ policyName: 'memory', targetValue: 80 }));
});
