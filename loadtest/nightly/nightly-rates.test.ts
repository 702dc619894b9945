import { expect, test } from 'vitest';
import type { ScalingPolicy } from '../../definition/model/scaling.ts';
import { emptyWorkload, exampleService, exampleTaskDefinition } from '../../definition/testing/examples.ts';
import type { Workload } from '../../definition/workload.ts';
import { nightlyRates } from './nightly-rates.ts';

const tracking = {
  kind: 'target-tracking',
  scaleOutCooldownSeconds: 60,
  scaleInCooldownSeconds: 300,
  disableScaleIn: false,
} as const;
const policy = (
  policyName: string,
  type: 'ALBRequestCountPerTarget' | 'ECSServiceAverageCPUUtilization' | 'ECSServiceAverageMemoryUtilization',
  targetValue: number,
): ScalingPolicy => ({
  ...tracking,
  ...{ logicalId: policyName, arn: policyName, policyName, targetValue },
  metric: { kind: 'predefined', type },
});
const cpu = policy('Cpu', 'ECSServiceAverageCPUUtilization', 70);
const requests = policy('Requests', 'ALBRequestCountPerTarget', 1000);
const memory = policy('Memory', 'ECSServiceAverageMemoryUtilization', 1);

function workload(policies: readonly ScalingPolicy[], minCapacity: number, maxCapacity: number): Workload {
  const task = exampleTaskDefinition({ cpu: 512 });
  const service = exampleService({
    taskDefinition: task.logicalId,
    loadBalancers: [{ targetGroup: 'Targets', containerName: 'web', containerPort: 80 }],
  });
  const suspended = { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false };
  return {
    ...emptyWorkload,
    ...{ services: [service], taskDefinitions: [task] },
    scalableTargets: [
      {
        ...{ logicalId: 'Target', resourceId: `service/${service.cluster}/${service.name}` },
        ...{ minCapacity, maxCapacity, suspended, policies, scheduledActions: [] },
      },
    ],
  };
}

const facts = { cpuSeconds: () => 0.125, requestsPerJourney: 4 };

test('the rates of a night follow from the bounds and the policy that acts first', () => {
  // Half a vCPU at 70 % answers 2.8 requests a second of an eighth of a second each: 0.7 journeys.
  const rates = nightlyRates(workload([memory, requests, cpu], 1, 3), facts);
  expect(rates).toMatchObject({ policyName: 'Cpu', mostTasks: 3 });
  expect(rates.averagePerSecond).toBeCloseTo(0.6 * 0.7);
  expect(rates.peakPerSecond).toBeCloseTo(2 * 0.7);
});

test('a policy on requests acts first where they are cheap', () => {
  const cheap = { cpuSeconds: () => 0.01, requestsPerJourney: 1 };
  const rates = nightlyRates(workload([cpu, requests], 2, 10), cheap);
  expect(rates.policyName).toBe('Requests');
  expect(rates.peakPerSecond).toBeCloseTo((6 * 1000) / 60);
});

test('the peak stays below what the maximum of tasks holds', () => {
  expect(nightlyRates(workload([cpu], 3, 3), facts).peakPerSecond).toBeCloseTo(0.9 * 3 * 0.7);
});

test('a definition without a scaled web service is refused', () => {
  expect(() => nightlyRates(workload([memory], 1, 3), facts)).toThrow(
    expect.objectContaining({ code: 'NO_SCALED_SERVICE' }),
  );
});
