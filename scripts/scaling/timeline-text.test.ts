import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { RecordedAlarm, ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import { timelineText } from './timeline-text.ts';

const alarm = (alarmName: string): RecordedAlarm => ({
  state: 'OK',
  ...{ alarmName, threshold: 70, periodSeconds: 60, metricName: 'CPUUtilization' },
  ...{ transitions: [], values: [] },
});

const high = 'TargetTracking-service/shop/web-AlarmHigh-1';
const record: ScalingRecord = {
  ...{ resourceId: 'service/shop/web', minCapacity: 2, maxCapacity: 10, desiredCount: 3, runningCount: 2 },
  ...{ isScaleOutSuspended: false, isScaleInSuspended: false, deployments: [], activities: [], tasks: [] },
  policies: [
    {
      policy: {
        kind: 'target-tracking',
        ...{ policyName: 'cpu', targetValue: 70, periodSeconds: 60 },
        ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 60, disableScaleIn: false },
      },
      high: alarm(high),
      low: alarm('low alarm'),
    },
    {
      policy: {
        kind: 'step-scaling',
        adjustmentType: 'ExactCapacity',
        ...{ policyName: 'steps', steps: [], cooldownSeconds: 60 },
      },
      alarm: alarm('backlog'),
    },
  ],
};

test('a line tells the time, the tasks, the metrics and the alarms; sentences follow it', () => {
  const text = timelineText(record, [
    {
      ...{ startMs: 0, endMs: 120_000, desiredCount: 2, runningCount: 2, alarms: {}, sentences: [] },
      metrics: { CPUUtilization: [61.4, 65] },
    },
    {
      ...{ startMs: 120_000, endMs: 180_000, desiredCount: 3, runningCount: 2 },
      metrics: { CPUUtilization: [91, 91], Backlog: [0.123, 0.5] },
      alarms: { [high]: 'ALARM', 'low alarm': 'INSUFFICIENT_DATA', backlog: 'ALARM' },
      sentences: [
        `Setting desired count to 3. Successful: monitor alarm ${high} in state ALARM triggered policy cpu.`,
      ],
    },
  ]);
  expect(stripVTControlCharacters(text)).toBe(
    [
      'service/shop/web: 2 to 10 tasks, 2 of 3 run',
      '00:00-00:02  2 tasks, CPUUtilization 61 to 65',
      '00:02-00:03  2 of 3 tasks, CPUUtilization 91, Backlog 0.12 to 0.5, cpu high ALARM, cpu low INSUFFICIENT_DATA, backlog ALARM',
      '    Setting desired count to 3. Successful: monitor alarm "cpu high" in state ALARM triggered policy cpu.',
    ].join('\n'),
  );
});
