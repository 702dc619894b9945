import { expect, test } from 'vitest';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import type { RecordedAlarm, ScalingRecord } from './scaling-record.ts';
import { atTimeScale } from './told-scaling.ts';

const alarm = (alarmName: string): RecordedAlarm => ({
  ...{ alarmName, threshold: 70, periodSeconds: 60, metricName: 'CPUUtilization' },
  ...{ state: 'OK', areActionsDisabled: false, transitions: [] },
  values: [{ startMs: 0, value: 1 }],
});

const record: ScalingRecord = {
  ...{ resourceId: 'service/shop/web', timeScale: 1, minCapacity: 2, maxCapacity: 10 },
  ...{ desiredCount: 2, runningCount: 2, isScaleOutSuspended: false, isScaleInSuspended: false },
  ...{ deployments: [], activities: [], tasks: [{ startMs: 0, value: 20 }] },
  policies: [
    { policy: trackingPolicy(), high: alarm('h'), low: alarm('l') },
    { policy: trackingPolicy(), high: alarm('only high') },
    { policy: stepPolicy(), alarm: alarm('s') },
  ],
};

const values = {
  h: [{ startMs: 6, value: 2 }],
  l: [{ startMs: 6, value: 3 }],
  s: [{ startMs: 6, value: 4 }],
};
const tasks = [{ startMs: 6, value: 2 }];

test('with a time scale, the values of alarms and the numbers of tasks come from the control plane', () => {
  const scaled = atTimeScale(record, { timeScale: 10, values, tasks });
  expect(scaled).toMatchObject({
    ...{ timeScale: 10, tasks },
    policies: [
      { high: { values: values.h }, low: { values: values.l } },
      { high: { values: [] } },
      { alarm: { values: values.s } },
    ],
  });
  expect(scaled.policies[1]).not.toHaveProperty('low');
});

test('without a time scale, the record stays as the APIs return it', () => {
  expect(atTimeScale(record, { timeScale: 1, values: {}, tasks: [] })).toBe(record);
});
