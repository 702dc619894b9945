import { expect, test } from 'vitest';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import { explain } from './explain.ts';
import type { RecordedAlarm } from './scaling-record.ts';
import { sumText, toldSums } from './tracked-sum.ts';

const alarm: RecordedAlarm = {
  ...{ alarmName: 'a', threshold: 8, periodSeconds: 60, metricName: 'CPUUtilization' },
  ...{ state: 'ALARM', areActionsDisabled: false, transitions: [], values: [] },
};
const policies = [
  { policy: trackingPolicy({ targetValue: 8 }), high: alarm, low: alarm },
  { policy: trackingPolicy({ policyName: 'blind' }), high: alarm },
  { policy: stepPolicy(), alarm },
];
const told = {
  ...{ atMs: 0, runningCount: 5, verdicts: [] },
  alarms: [
    { policyName: 'cpu', state: 'OK', value: 1 },
    { policyName: 'cpu', state: 'ALARM', value: 18.04 },
    { policyName: 'blind', state: 'ALARM' },
    { policyName: 'steps', state: 'ALARM', value: 60 },
  ],
} as const;
const sum = { runningCount: 5, value: 18.04, targetValue: 8 };

test('the sum of a target tracking policy consists of the tasks, the value of the alarm in ALARM, and the target', () => {
  expect(toldSums(told, { policies })).toEqual({ cpu: sum });
  const { runningCount: _, ...older } = told;
  expect(toldSums(older, { policies })).toEqual({});
});

test('a sum is shown where it gives what was asked for', () => {
  expect(sumText(sum, 12)).toBe(' (5 running × 18.04 / 8 = 11.27)');
  expect(sumText({ ...sum, value: 16.001 }, 11)).toBe(' (5 running × 16 / 8 = 10.01)');
  expect([sumText(sum, 11), sumText(undefined, 12), sumText({ ...sum, runningCount: 0 }, 1)]).toEqual([
    ...['', '', ''],
  ]);
});

test('a sum is part of the sentence about its policy', () => {
  const sentence = (asked: number, capacity: number) =>
    explain(
      { change: { direction: 'out', policyName: 'cpu', capacity }, verdicts: [{ policyName: 'cpu', asked }] },
      1,
      { cpu: sum },
    );
  expect([sentence(12, 12), sentence(12, 10)].flat()).toEqual([
    'cpu set the desired count to 12 (5 running × 18.04 / 8 = 11.27).',
    'cpu set the desired count to 10, limited by the capacity bounds: it requested 12 tasks (5 running × 18.04 / 8 = 11.27).',
  ]);
  const reason = { code: 'AlreadyAtMinCapacity', minCapacity: 2 } as const;
  expect(
    explain({ verdicts: [{ policyName: 'cpu', asked: 1, reason }] }, 1, {
      cpu: { runningCount: 2, value: 1, targetValue: 8 },
    }),
  ).toEqual(['cpu would be content with 1 task (2 running × 1 / 8 = 0.25), but the minimum capacity is 2.']);
});
