import { describe, expect, test } from 'vitest';
import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import { policySentences } from '../testing/judged-sentences.ts';
import { sampled } from '../testing/recorded-runs.ts';
import { setDesired, tracking } from '../testing/recorded-scaling.ts';
import { measured } from '../testing/test-times.ts';

const alarmAt505 = { high: { '5:05': 'ALARM' } } as const;
const threeTasks = sampled({ '0:00': [3, 3] }, '40:00');
const byHand = (to: number, time: string) =>
  setDesired(to, '', time, time, { cause: 'scheduled action evening was triggered' });
const requests = (text: string) =>
  tracking({ policyName: 'requests', targetValue: 1000 }, measured(text), {}, { metricName: 'Requests' });

describe('a policy could not act', () => {
  test('where bounds, a schedule or somebody by hand had set as many tasks', () => {
    const samples = sampled({ '0:00': [2, 2], '5:30': [3, 2], '5:40': [3, 3] }, '7:00');
    const scaling = { policies: [tracking({}, measured('30*2 90*5'))], activities: [byHand(3, '5:30')] };
    expect(policySentences('7:00', scaling, samples)).toEqual([
      'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 5:00; something other than a policy had set web to 3 tasks at 5:30.',
    ]);
  });

  test('for what held it from adding tasks, rather than for what held it from removing some for longer', () => {
    const scaling = { maxCapacity: 3, policies: [tracking({}, measured('60*28 90*5 60*2'))] };
    expect(policySentences('35:00', scaling, threeTasks)).toEqual([
      'could-not-act: cpu could not act: CPUUtilization reached 90 (target 70) at 31:00; it requested 4 tasks, but the maximum capacity is 3.',
    ]);
  });

  test('for what held it for longest', () => {
    const held = (values: string) =>
      policySentences('20:00', { maxCapacity: 2, policies: [tracking({}, measured(values))] })[0];
    expect(held('90*4 30*4 95*12')).toMatch(/: CPUUtilization reached 95 \(target 70\) at 11:00; /);
    expect(held('90*12 30*4 95*4')).toMatch(/: CPUUtilization reached 90 \(target 70\) at 3:00; /);
  });

  test('whatever others did before that, or in the other direction', () => {
    const scaling = {
      policies: [tracking({}, measured('60*40'))],
      activities: [byHand(4, '35:30'), byHand(3, '3:00')],
    };
    const samples = sampled({ '0:00': [4, 4], '3:00': [3, 3], '35:30': [4, 4] }, '40:00');
    expect(policySentences('40:00', scaling, samples)).toEqual([
      'could-not-act: cpu could not act: CPUUtilization fell to 60 (scale-in below 63) at 15:00; it did not remove a task: with one task fewer, its metric would rise from 60 to 90, above the target of 70.',
    ]);
  });

  test('without a value of its metric, whose alarm takes that for a breach', () => {
    const { high, ...policy } = tracking({}, measured('30*3'));
    const rule: AlarmRule = {
      ...{ threshold: 70, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
      ...{ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'breaching' },
    };
    expect(policySentences('12:00', { policies: [{ ...policy, high: { ...high, rule } }] })).toEqual([
      expect.stringMatching(
        /^could-not-act: cpu could not act: its metric had no value at \d+:00; it is waiting to scale out until its alarm has a new value\.$/,
      ),
    ]);
  });

  test('with the answer of Application Auto Scaling as it is, but for the full stop at its end', () => {
    const policyName = 'cpu.v2';
    const nothing = setDesired(0, policyName, '5:10', undefined, {
      description: 'Attempting to scale due to alarm triggered',
      ...{ status: 'Failed', notScaled: [{ code: 'AlreadyAtMaxCapacity', maxCapacity: 2 }] },
    });
    const scaling = {
      policies: [tracking({ policyName }, measured('30*2 90*10'), alarmAt505)],
      activities: [nothing],
    };
    expect(policySentences('12:00', scaling)[0]).toMatch(
      /: monitor alarm cpu\.v2-high in state ALARM triggered policy cpu\.v2\.$/,
    );
  });
});

describe('a policy was not exercised', () => {
  test('where something held it from removing tasks for less time than it may take', () => {
    const scaling = { policies: [tracking({}, measured('60*16 65*20'))] };
    expect(policySentences('30:00', scaling, threeTasks)).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 65 (target 70) at 16:00.',
    ]);
  });

  test('where it called for fewer tasks only while more were started', () => {
    const scaling = {
      policies: [tracking({}, measured('65*2 20*15 65*13')), requests('300*30')],
      activities: [setDesired(4, 'requests', '16:50', '17:30')],
    };
    const samples = sampled({ '0:00': [3, 3], '16:50': [4, 3], '17:30': [4, 4] }, '30:00');
    expect(policySentences('30:00', scaling, samples)[0]).toBe(
      'not-exercised: cpu was not exercised: CPUUtilization was at most 65 (target 70) at 0:00.',
    );
  });

  test('where it called for more tasks only while others were stopped, which is said', () => {
    const scaling = {
      policies: [tracking({}, measured('30*2 90*3 30*7'), alarmAt505)],
      activities: [byHand(2, '4:50')],
    };
    const samples = sampled({ '0:00': [3, 3], '4:50': [2, 2] }, '12:00');
    expect(policySentences('12:00', scaling, samples)).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 90 (target 70) at 2:00, but only while the change to 2 tasks at 4:50 took effect.',
    ]);
  });

  test('where one of its alarms has values, and the other has none', () => {
    const { high, ...policy } = tracking({}, measured('30*12'));
    const without = { ...high, values: [] };
    expect(policySentences('12:00', { policies: [{ ...policy, high, low: without }] })).toEqual([
      'not-exercised: cpu was not exercised: CPUUtilization was at most 30 (target 70) at 0:00.',
    ]);
    expect(policySentences('12:00', { policies: [{ ...policy, high: without, low: high }] })).toEqual([
      'not-exercised: cpu was not exercised: its metric has no data during the test.',
    ]);
  });
});
