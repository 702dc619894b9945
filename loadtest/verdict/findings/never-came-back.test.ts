import { describe, expect, test } from 'vitest';
import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import { judgeScaling } from '../judge-scaling.ts';
import { findingSentences } from '../testing/judged-sentences.ts';
import { type Counts, loaded, run, sampled, scaled } from '../testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from '../testing/recorded-scaling.ts';
import { measured } from '../testing/test-times.ts';

describe('a service that never comes back', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };
  const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
  const ended = { load: loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 }, '8:00': { rate: 0 } }, '40:00') };
  const found40 = (policies: ScalingRecord['policies']) =>
    findingSentences('40:00', { policies, activities }, counts, ended);
  const outThen = (rest: string) => tracking({}, measured(`30*2 90*3 85 ${rest}`));

  test('names the policy whose guard against flapping holds it', () => {
    expect(found40([outThen('60*34')])).toEqual([
      'never-came-back: web never came back: it still had 3 tasks 32:00 after the load ended (minimum 2), because cpu did not remove a task: with one task fewer, its metric would rise from 60 to 90, above the target of 70.',
    ]);
  });

  test('names the policy that does not agree to fewer tasks, with its metric', () => {
    const memory = tracking(
      { policyName: 'memory', targetValue: 80 },
      measured('75.5*40'),
      {},
      { metricName: 'MemoryUtilization' },
    );
    expect(found40([outThen('20*34'), memory])).toEqual([
      'never-came-back: web never came back: it still had 3 tasks 32:00 after the load ended (minimum 2), because memory does not agree to fewer: MemoryUtilization is 75.5 (scale-in below 72).',
    ]);
  });

  test('says so if no policy scales in', () => {
    const out = tracking({ disableScaleIn: true }, measured('30*2 90*3 85 60*34'));
    expect(found40([out, stepping({}, measured('0*40'))])).toEqual([
      'never-came-back: web never came back: it still had 3 tasks 32:00 after the load ended (minimum 2), because none of its policies scales in.',
    ]);
  });

  test('says which policy had to act and did not', () => {
    expect(found40([outThen('20*34')])).toEqual([
      expect.stringMatching(/because cpu, which requested 1 task, did not act\.$/),
    ]);
  });

  test('has had the time for it that its metrics and cooldowns take', () => {
    const until = (time: string) =>
      findingSentences(time, { policies: [outThen('60*34')], activities }, counts, {
        load: loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 }, '8:00': { rate: 0 } }, time),
      });
    // 15 minutes in which the metric is low, 2:15 of delay and five minutes of cooldown after the end at 8:00.
    expect(until('30:15')).toHaveLength(1);
    expect(until('30:14')).toEqual([]);
  });

  test('has had the time since the last change, where that came after the load', () => {
    const late = [
      setDesired(3, 'cpu', '21:00', '21:05'),
      setDesired(4, 'cpu', '20:00', '20:05'),
      ...activities,
    ];
    const until = (time: string) =>
      findingSentences(
        time,
        { policies: [outThen('60*50')], activities: late },
        { ...counts, '20:00': [4, 4], '21:00': [3, 3] },
        { load: loaded({ '0:00': { rate: 10 }, '8:00': { rate: 0 } }, time) },
      ).filter((sentence) => sentence.startsWith('never-came-back'));
    expect(until('43:15')).toHaveLength(1);
    expect(until('43:14')).toEqual([]);
  });

  test('has had as much less time with a time scale', () => {
    const until = (time: string) =>
      findingSentences(
        time,
        { timeScale: 10, policies: [tracking({}, measured('60*110', 6000))] },
        { '0:00': [3, 3] },
        { timeScale: 10, load: loaded({ '0:00': { rate: 10 }, '8:00': { rate: 0 } }, time) },
      );
    // 1:30 in which the metric is low, 0:23 of delay and half a minute of cooldown after the end at 8:00.
    expect(until('10:23')).toHaveLength(1);
    expect(until('10:22')).toEqual([]);
  });

  test('has the tasks of the last sample, or those that the record tells where there is none', () => {
    const policies = [outThen('60*34')];
    const told = (desiredCount: number, samples: readonly ServiceSample[]) =>
      judgeScaling(run('40:00', [scaled({ policies, desiredCount }, samples)], ended)).findings;
    expect(told(2, sampled(counts, '40:00'))).toMatchObject([
      { kind: 'never-came-back', sentence: expect.stringMatching(/ it still had 3 tasks /) },
    ]);
    expect(told(4, [])).toMatchObject([
      { kind: 'never-came-back', sentence: expect.stringMatching(/ it still had 4 tasks /) },
    ]);
  });

  test('tells the last value of the metric that holds it', () => {
    const metric = { metricName: 'MemoryUtilization' };
    const memory = tracking({ policyName: 'memory', targetValue: 80 }, measured('75*20 76.5*20'), {}, metric);
    expect(found40([outThen('20*34'), memory])[0]).toMatch(/MemoryUtilization is 76\.5 /);
  });

  test('names the one that holds it beside one that never scales in', () => {
    const out = tracking({ policyName: 'requests', disableScaleIn: true }, measured('30*40'));
    expect(found40([out, outThen('60*34')])[0]).toMatch(/, because cpu did not remove a task: /);
  });

  test('names the policy that asked for most, not those that it outdid', () => {
    const memory = tracking({ policyName: 'memory', targetValue: 80 }, measured('160*40'));
    expect(found40([outThen('90*34'), memory])[0]).toMatch(
      /, because memory, which requested 6 tasks, did not act\.$/,
    );
  });

  test('names the policy that the others wait for', () => {
    const requests = tracking({ policyName: 'requests', targetValue: 1000 }, measured('500*5'), {
      low: { '-1:00': 'ALARM' },
    });
    const rule: AlarmRule = {
      ...{ threshold: 900, comparisonOperator: 'LessThanThreshold', periodSeconds: 60 },
      ...{ evaluationPeriods: 15, datapointsToAlarm: 15, treatMissingData: 'ignore' },
    };
    const { high, ...policy } = requests;
    const low = { ...high, alarmName: 'requests-low', state: 'ALARM' as const, rule };
    expect(found40([outThen('20*34'), { ...policy, high, low }])[0]).toMatch(
      /, because requests is waiting to scale in until its alarm has a new value\.$/,
    );
  });

  test('may be held by a step scaling policy that removes tasks, or sets their number', () => {
    const held = (policy: Parameters<typeof stepping>[0], values: string) =>
      found40([stepping(policy, measured(values))])[0];
    const exact = {
      adjustmentType: 'ExactCapacity',
      steps: [{ upperBound: 0, scalingAdjustment: 2 }],
    } as const;
    const both = {
      steps: [
        { lowerBound: 0, upperBound: 10, scalingAdjustment: -1 },
        { lowerBound: 10, scalingAdjustment: 1 },
      ],
    };
    expect(held(exact, '80*40')).toMatch(
      /, because steps does not agree to fewer: QueueDepth is 80 \(scale-in below 50\)\.$/,
    );
    expect(held(both, '20*40')).toMatch(/, because steps does not agree to fewer: QueueDepth is 20 /);
    expect(held({ steps: [{ lowerBound: 0, scalingAdjustment: 0 }] }, '20*40')).toMatch(
      /, because none of its policies scales in\.$/,
    );
  });

  test('is none if it has as few as the minimum all the while', () => {
    expect(findingSentences('40:00', { policies: [outThen('60*34')] }, { '0:00': [2, 2] }, ended)).toEqual(
      [],
    );
  });

  test('is none if it has come back', () => {
    const back = [setDesired(2, 'cpu', '21:05', '21:10'), ...activities];
    expect(
      findingSentences(
        '40:00',
        { policies: [outThen('20*34')], activities: back },
        { ...counts, '21:05': [2, 2] },
        ended,
      ),
    ).toEqual([]);
  });
});
