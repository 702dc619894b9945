import { expect, test } from 'vitest';
import { failureThreshold as schedulersThreshold } from '../../local/control-plane/scheduler/deployment/circuit-breaker.ts';
import { failureThreshold } from './failure-threshold.ts';

const thresholds = [
  undefined,
  { type: 'COUNT', value: 2 },
  { type: 'BOUNDED_PERCENT', value: 20 },
  { type: 'UNBOUNDED_PERCENT', value: 10 },
] as const;

test.each([0, 1, 2, 9, 100, 1000])(
  'a deployment of %i tasks is given up at as many failed ones as the scheduler gives it up at',
  (desiredCount) => {
    for (const threshold of thresholds) {
      const told = threshold === undefined ? {} : { thresholdConfiguration: threshold };
      const deploymentCircuitBreaker = { enable: true, rollback: true, ...told };
      expect(failureThreshold({ desiredCount, deploymentConfiguration: { deploymentCircuitBreaker } })).toBe(
        schedulersThreshold(
          { enable: true, rollback: true, ...(threshold === undefined ? {} : { threshold }) },
          desiredCount,
        ),
      );
    }
  },
);

test('a service without a circuit breaker gives nothing up', () => {
  const deploymentCircuitBreaker = { enable: false, rollback: false };
  expect(
    failureThreshold({ desiredCount: 2, deploymentConfiguration: { deploymentCircuitBreaker } }),
  ).toBeUndefined();
});
