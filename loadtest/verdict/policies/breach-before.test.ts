import { expect, test } from 'vitest';
import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import { alarm, type States } from '../testing/recorded-scaling.ts';
import { at, measured } from '../testing/test-times.ts';
import { alarmedAt, breachBefore } from './breach-before.ts';
import { watchAlarm } from './watched-alarm.ts';

const rule: AlarmRule = {
  ...{ threshold: 70, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
  ...{ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'missing' },
};
const watched = (values: string, states: States = {}) =>
  watchAlarm(alarm('a', states, measured(values)), rule, 1);
const breach = (values: string, time: string, states: States = {}) =>
  breachBefore(watched(values, states), at(time));

test('a breach begins with the first of the breaching values in a row', () => {
  expect(breach('90 30 80*3 95*2', '7:00', { '5:05': 'ALARM' })).toEqual({ atMs: at('2:00'), value: 80 });
  expect(breach('80*5', '5:05', { '3:05': 'ALARM' })).toEqual({ atMs: at('0:00'), value: 80 });
});

test('the breach before an alarm counts, however long after it a cooldown held the change', () => {
  expect(breach('30 90*3 30*20', '20:00', { '4:05': 'ALARM' })).toEqual({ atMs: at('1:00'), value: 90 });
  expect(breach('30 90*3 30*20', '20:00', { '4:05': 'ALARM', '7:05': 'OK' })).toBeUndefined();
});

test('an alarm that has the time of the change, to two seconds, is the one that made it', () => {
  const states = { '8:02': 'ALARM' } as const;
  expect(alarmedAt(watched('90*3 30*9', states), at('8:00'))).toBe(at('8:02'));
  expect(alarmedAt(watched('90*3 30*9', states), at('7:59'))).toBeUndefined();
  expect(alarmedAt(watched('90*3', { ...states, '8:30': 'OK' }), at('9:00'))).toBe(at('8:02'));
  expect(breach('30 90*4 30*9', '9:58', { '8:00': 'ALARM', '10:00': 'OK' })).toBeUndefined();
  expect(breach('30 90*4 30*9', '9:57', { '8:00': 'ALARM', '10:00': 'OK' })?.atMs).toBe(at('1:00'));
});

test('values that the alarm had not seen yet do not hide the breach, up to five periods of them', () => {
  expect(breach('30 90*3 30*9', '8:00')?.atMs).toBe(at('1:00'));
  expect(breach('30 90*3 30*9', '8:01')).toBeUndefined();
});

test('where nothing was measured before the alarm, the row before the change counts', () => {
  expect(breach('90*8', '7:30', { '-10:00': 'ALARM' })).toEqual({ atMs: at('0:00'), value: 90 });
});

test('a value of the period in which a change fell is part of its breach, and later ones are not', () => {
  expect(breach('30*3 90*3', '3:01')).toEqual({ atMs: at('3:00'), value: 90 });
  expect(breach('30*3 90*3', '3:00')).toBeUndefined();
  expect(breach('-', '3:00')).toBeUndefined();
});
