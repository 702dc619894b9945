import { expect, test } from 'vitest';
import type { RecordedAlarm } from '../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../record/observed-record.ts';
import { alarmSteps, taskSteps, valueSteps } from './service-steps.ts';

const clock = { startMs: 0, stepMs: 1000, steps: 6 };

function sample(atMs: number, runningCount: number): ServiceSample {
  return { atMs, desiredCount: 3, runningCount, pendingCount: 3 - runningCount, deployments: [] };
}

test('tasks hold until the next look, a loss of a moment is seen, and a gap in the observation stays one', () => {
  const samples = [sample(1000, 3), sample(1300, 1), sample(1600, 3), sample(5000, 2)];
  const steps = taskSteps(samples, [{ fromMs: 3000, toMs: 5000, reason: 'gone' }], clock);
  expect(steps.map((step) => step && [step.running, step.pending])).toEqual([
    ...[undefined, [1, 2], [1, 2]],
    ...[undefined, undefined, [2, 1]],
  ]);
});

test('a value of a metric holds for its period', () => {
  const values = [
    { startMs: 0, value: 5 },
    { startMs: 2000, value: 7 },
  ];
  expect(valueSteps(values, 2000, clock)).toEqual([5, 5, 7, 7, undefined, undefined]);
});

test('of several periods in a step, the highest value is kept', () => {
  const values = [9, 3, 4, 8].map((value, index) => ({ startMs: index * 500, value }));
  expect(valueSteps(values, 500, clock).slice(0, 3)).toEqual([9, 8, undefined]);
});

test('an alarm that is in ALARM for a moment is in ALARM for that step', () => {
  const alarm: RecordedAlarm = {
    ...{ alarmName: 'high', metricName: 'CPUUtilization', threshold: 60, periodSeconds: 60, state: 'OK' },
    ...{ areActionsDisabled: false, values: [] },
    transitions: [
      { atMs: 1000, from: 'INSUFFICIENT_DATA', to: 'OK' },
      { atMs: 3100, from: 'OK', to: 'ALARM' },
      { atMs: 3200, from: 'ALARM', to: 'OK' },
    ],
  };
  expect(alarmSteps(alarm, clock)).toEqual([1, 0, 0, 2, 0, 0]);
});
