import { expect, test } from 'vitest';
import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';
import type { CheckedPolicy } from '../../local/scaling/check/check-input.ts';
import type { StepScalingPolicy } from '../../local/scaling/policies/scaling-policy.ts';
import { fargateBill } from './fargate-bill.ts';
import { policyReaches } from './first-policies.ts';
import type { HeldLoad } from './held-load.ts';
import { requestCost } from './request-cost.ts';
import { sizeCapacity } from './size-capacity.ts';
import { nextSize, sizeFor, smallestThatHolds } from './task-sizes.ts';
import { limits, madeTask } from './testing/made-steps.ts';

const at = madeTask(100, 4);

test('what a request costs is the slope of CPU over the requests, apart from what the task uses without any', () => {
  const cost = requestCost([at(5), at(10), at(15)]);
  expect(cost?.cpuPercentPerRequest).toBeCloseTo(0.96, 6);
  expect(cost?.idleCpuPercent).toBeCloseTo(4, 6);
});

test('steps in which CPU was full, the task was disturbed or nothing was requested say nothing of the cost', () => {
  const full = { ...at(40), requestsPerSecond: 60 };
  const disturbed = { ...at(10), cpuPercent: 1, disturbance: 'web had 2 running tasks' };
  const empty = { ...at(1), requestsPerSecond: 0 };
  expect(requestCost([at(5), full, at(10), disturbed, empty])).toEqual(requestCost([at(5), at(10)]));
  expect(requestCost([empty])).toBeUndefined();
  expect(requestCost([disturbed])).toBeUndefined();
});

test('from one step, or steps without a slope, all CPU is of the requests', () => {
  expect(requestCost([at(5)])).toEqual({ cpuPercentPerRequest: at(5).cpuPercent / 20, idleCpuPercent: 0 });
  expect(requestCost([at(5), at(5)])).toEqual(requestCost([at(5)]));
  expect(requestCost([{ ...at(40), requestsPerSecond: 100 }])?.cpuPercentPerRequest).toBe(1);
});

test('a line that would begin below no CPU begins at none, and still runs through the middle of the steps', () => {
  const steps = [
    { ...at(5), cpuPercent: 10 },
    { ...at(10), cpuPercent: 30 },
    { ...at(15), cpuPercent: 50 },
  ];
  // (20 x 10 + 40 x 30 + 60 x 50) / (20² + 40² + 60²)
  expect(requestCost(steps)).toEqual({ cpuPercentPerRequest: 4400 / 5600, idleCpuPercent: 0 });
});

const tracking = (policyName: string, kind: 'cpu' | 'memory' | 'requests', targetValue: number) =>
  ({
    logicalId: policyName,
    metric: { kind },
    policy: {
      ...{ kind: 'target-tracking', policyName, targetValue, periodSeconds: 60, disableScaleIn: false },
      ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300 },
    },
  }) as const satisfies CheckedPolicy;

const task = { cost: { cpuPercentPerRequest: 2, idleCpuPercent: 10 }, memoryPercent: 40 };

test('policies are in the order of the loads at which they act, those that never act last', () => {
  const policies = [
    tracking('memory', 'memory', 80),
    tracking('requests', 'requests', 1200),
    tracking('cpu', 'cpu', 70),
  ];
  expect(policyReaches(policies, task)).toEqual([
    {
      ...{ policyName: 'requests', requestsPerSecond: 20 },
      sentence: 'requests acts above 1200 requests a minute and task (20 a second), where CPU is at 50 %.',
    },
    {
      ...{ policyName: 'cpu', requestsPerSecond: 30 },
      sentence: 'cpu acts above 30 requests a second and task, where CPU is at 70 %.',
    },
    { policyName: 'memory', sentence: 'memory acts above 80 %, but memory was at 40 % at the highest load.' },
  ]);
});

test('a policy on requests whose target is beyond a full CPU can never act', () => {
  expect(policyReaches([tracking('requests', 'requests', 2700)], task)).toEqual([
    {
      policyName: 'requests',
      sentence:
        'requests can never act: it acts above 2700 requests a minute and task (45 a second), but the CPU of a task is full at 2700 a minute.',
    },
  ]);
  expect(policyReaches([tracking('cpu', 'cpu', 100)], task)[0]).not.toHaveProperty('requestsPerSecond');
});

test('a policy on memory that is beyond its target without load acts whatever the load', () => {
  expect(policyReaches([tracking('memory', 'memory', 30)], task)[0]).toMatchObject({ requestsPerSecond: 0 });
});

test('steps act above the threshold of their alarm, and those that remove tasks, or have none, never', () => {
  const policy: StepScalingPolicy = {
    ...{ kind: 'step-scaling', policyName: 'steps', adjustmentType: 'ChangeInCapacity', cooldownSeconds: 60 },
    steps: [{ lowerBound: 0, scalingAdjustment: 1 }],
  };
  const alarm: AlarmRule = {
    ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
    ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
  };
  const steps = { logicalId: 'steps', metric: { kind: 'cpu' }, policy } as const;
  const below = { ...alarm, comparisonOperator: 'LessThanThreshold' } as const;
  expect(policyReaches([{ ...steps, alarm }], task)[0]).toMatchObject({ requestsPerSecond: 20 });
  expect(policyReaches([{ ...steps, alarm: below }, steps], task).map(({ sentence }) => sentence)).toEqual([
    'steps has no alarm that adds tasks.',
    'steps has no alarm that adds tasks.',
  ]);
  const custom = { kind: 'custom', name: 'QueueLatency', isPerTask: false } as const;
  expect(policyReaches([{ ...steps, metric: custom, alarm }], task)[0]?.sentence).toBe(
    'steps watches QueueLatency, which does not follow from the number of requests.',
  );
});

test('steps are added where their lower bound is, and requests of an alarm are those of its own period', () => {
  const alarm: AlarmRule = {
    ...{ threshold: 6000, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 300 },
    ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
  };
  const stepsOf = (
    ...steps: readonly (readonly [lowerBound: number, scalingAdjustment: number, upperBound?: number])[]
  ): StepScalingPolicy => ({
    ...{ kind: 'step-scaling', policyName: 'steps', adjustmentType: 'ChangeInCapacity', cooldownSeconds: 60 },
    steps: steps.map(([lowerBound, scalingAdjustment, upperBound]) => ({
      ...{ lowerBound, scalingAdjustment },
      ...(upperBound === undefined ? {} : { upperBound }),
    })),
  });
  const reach = (policy: StepScalingPolicy) =>
    policyReaches([{ logicalId: 'steps', metric: { kind: 'requests' }, policy, alarm }], task)[0];
  // 6000 in 300 seconds are 20 a second.
  expect(reach(stepsOf([0, 1]))).toMatchObject({
    requestsPerSecond: 20,
    sentence: 'steps acts above 1200 requests a minute and task (20 a second), where CPU is at 50 %.',
  });
  expect(reach(stepsOf([0, 0, 1500], [1500, 2]))).toMatchObject({ requestsPerSecond: 25 });
  expect(reach(stepsOf([-500, 1, 0], [0, -1]))).not.toHaveProperty('requestsPerSecond');
});

test('a policy that acts at more than a task holds is called too late', () => {
  const policies = [tracking('cpu', 'cpu', 70), tracking('requests', 'requests', 1200)];
  const sentences = (requestsPerSecond: number, limitedBy: HeldLoad['limitedBy'] = 'p95') =>
    policyReaches(policies, {
      ...task,
      held: { requestsPerSecond, journeysPerSecond: requestsPerSecond / 4, p95Ms: 1000, limitedBy },
    }).map(({ sentence }) => sentence);
  expect(sentences(12)).toEqual([
    'requests acts above 1200 requests a minute and task (20 a second), where CPU is at 50 %. That is too late: a task holds 12 requests a second.',
    'cpu acts above 30 requests a second and task, where CPU is at 70 %. That is too late: a task holds 12 requests a second.',
  ]);
  expect(sentences(29).filter((each) => each.includes('too late'))).toEqual([]);
  // The search ended at its highest rate.
  expect(sentences(12, 'nothing').filter((each) => each.includes('too late'))).toEqual([]);
});

test('a size has the least memory of Fargate in which what was used has room', () => {
  expect(sizeFor(0.25, 300)).toEqual({ vcpu: 0.25, memoryMiB: 512 });
  expect(sizeFor(0.25, 450)).toEqual({ vcpu: 0.25, memoryMiB: 1024 });
  expect(sizeFor(1, 300)).toEqual({ vcpu: 1, memoryMiB: 2048 });
  expect(sizeFor(0.25, 3000)).toBeUndefined();
  expect(sizeFor(0.3, 300)).toBeUndefined();
});

test.each([
  [[], 0.5],
  [[[0.5, true]], 0.25],
  [
    [
      [0.5, true],
      [0.25, true],
    ],
    undefined,
  ],
  [
    [
      [0.5, true],
      [0.25, false],
    ],
    undefined,
  ],
  [
    [
      [1, true],
      [0.5, true],
    ],
    0.25,
  ],
  [[[0.5, false]], 1],
  [
    [
      [0.5, false],
      [1, false],
    ],
    2,
  ],
  [
    [
      [0.5, false],
      [1, true],
    ],
    undefined,
  ],
  [[[4, false]], undefined],
] as const)('after %j, the next size is %s', (tried, next) => {
  const own = tried[0]?.[0] ?? 0.5;
  expect(
    nextSize(
      own,
      tried.map(([vcpu, holds]) => ({ vcpu, holds })),
    ),
  ).toBe(next);
});

test('the smallest size that holds is the one with the fewest vCPUs', () => {
  const tried = [
    [1, true],
    [0.5, true],
    [0.25, false],
  ] as const;
  expect(smallestThatHolds(tried.map(([vcpu, holds]) => ({ vcpu, holds })))).toBe(0.5);
  expect(smallestThatHolds([{ vcpu: 1, holds: false }])).toBeUndefined();
});

test('the bill is that of the hours of a task, for the requests that it holds in one', () => {
  // 0.5 x 0.05056 + 1 x 0.00553 = 0.03081 USD an hour
  const { thousandRequestsUsd, taskMonthUsd } = fargateBill({ vcpu: 0.5, memoryMiB: 1024 }, 4);
  expect(thousandRequestsUsd).toBeCloseTo(0.03081 / 14.4, 10);
  expect(taskMonthUsd).toBeCloseTo(0.03081 * 730, 10);
});

test('a size is what its steps come to', () => {
  const found = sizeCapacity({ vcpu: 0.5, memoryMiB: 1024 }, [at(20), at(5), at(15)], limits);
  expect(found).toMatchObject({ holdsP95: true, usedMemoryMiB: 0.3 * 1024, held: { limitedBy: 'cpu' } });
  expect(found.cpuSecondsPerRequest).toBeCloseTo(0.0048, 6);
  expect(found.steps.map(({ journeysPerSecond }) => journeysPerSecond)).toEqual([5, 15, 20]);
  const slow = sizeCapacity({ vcpu: 0.5, memoryMiB: 1024 }, [at(5), { ...at(10), p95Ms: 3000 }], limits);
  expect(slow.holdsP95).toBe(false);
  expect(sizeCapacity({ vcpu: 0.5, memoryMiB: 1024 }, [], limits)).not.toHaveProperty('held');
});
