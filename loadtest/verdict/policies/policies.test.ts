import { describe, expect, test } from 'vitest';
import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import { decide } from '../../../local/scaling/decisions/decide.ts';
import type { Situation } from '../../../local/scaling/decisions/situation.ts';
import type { StepScalingPolicy } from '../../../local/scaling/policies/scaling-policy.ts';
import { steady, stepped, tracked } from '../../../local/scaling/testing/situations.ts';
import { sampled, scaled } from '../testing/recorded-runs.ts';
import { alarm, stepping, tracking } from '../testing/recorded-scaling.ts';
import { at, measured, startMs } from '../testing/test-times.ts';
import { callsOf } from './calls.ts';
import type { Evaluation } from './evaluations.ts';
import { seenService } from './judged-service.ts';
import { judgedSituation, sampleAt } from './judged-situation.ts';
import type { MadeChange } from './observed-changes.ts';
import { judgedAt, rangeAt, valuesDuring, watchAlarm } from './watched-alarm.ts';
import { alarmFor, watchPolicies } from './watched-policy.ts';
import { isWithoutReason } from './without-reason.ts';

const rule: AlarmRule = {
  ...{ threshold: 70, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
  ...{ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'missing' },
};

describe('the measured values of an alarm', () => {
  test('are those of the periods that are over, wherever periods begin', () => {
    const watched = watchAlarm(alarm('a', {}, measured('1 2 - 4', 60_000, startMs - 300)), rule, 1);
    expect(rangeAt(watched, at('4:00'))).toEqual([undefined, 1, 2, undefined, 4]);
    expect(rangeAt(watched, at('3:58'))).toEqual([undefined, undefined, 1, 2, undefined]);
  });

  test('are those of shortened periods at a time scale, whose times are rounded', () => {
    const watched = watchAlarm(alarm('a', {}, measured('1 2 3 4', 60_000 / 7)), rule, 7);
    expect(rangeAt(watched, Math.round(startMs + (4 * 60_000) / 7))).toEqual([undefined, 1, 2, 3, 4]);
  });

  test('decide on its state, and without any it stays where its rule says so', () => {
    const values = measured('90*3 60');
    const states = (changes: object, nowMs: number) =>
      judgedAt(watchAlarm(alarm('a', { '0:30': 'ALARM' }, values), { ...rule, ...changes }, 1), nowMs);
    expect(
      [at('2:59'), at('3:00'), at('4:00')].map((ms) => states({}, ms === at('2:59') ? ms - 1000 : ms)),
    ).toEqual([...['INSUFFICIENT_DATA', 'ALARM', 'OK']]);
    expect(states({ treatMissingData: 'ignore' }, at('30:00'))).toBe('ALARM');
    expect(states({}, at('30:00'))).toBe('INSUFFICIENT_DATA');
  });

  test('of a test are those of the periods that began in it', () => {
    const watched = watchAlarm(alarm('a', {}, measured('1 2 3 4')), rule, 1);
    const within = valuesDuring(watched, { startMs: at('1:00'), endMs: at('2:00') });
    expect(within.map(({ value }) => value)).toEqual([2, 3]);
  });
});

test('a sample counts for a minute', () => {
  const samples = sampled({ '0:00': [2, 2] }, '0:05');
  expect(sampleAt(samples, startMs - 1)).toBeUndefined();
  expect(sampleAt(samples, startMs)?.atMs).toBe(startMs);
  expect(sampleAt(samples, at('1:05'))?.atMs).toBe(at('0:05'));
  expect(sampleAt(samples, at('1:05') + 1)).toBeUndefined();
});

describe('a change is without a reason', () => {
  const change = (activityAtMs: number): MadeChange => ({
    ...{ direction: 'out', from: 2, to: 3, policyName: 'cpu', activityAtMs },
  });
  const judged = (values: string, time: string, states = {}) =>
    isWithoutReason(change(at(time)), watchAlarm(alarm('a', states, measured(values)), rule, 1), 60_000);

  test('if its metric does not breach, or not for long enough', () => {
    expect(judged('30*10', '8:00')).toBe(true);
    expect(judged('30*4 90*2 30*4', '7:00')).toBe(true);
    expect(judged('30*4 90*3 30*3', '7:00')).toBe(false);
  });

  test('not if the metric called for it as long before as it may be late', () => {
    expect([judged('90*3 30*10', '4:00'), judged('90*3 30*10', '5:00')]).toEqual([false, true]);
  });

  test('not if its alarm went off over values that breached, of which some may have come later', () => {
    expect(judged('30*4 90*2 30*4', '7:00', { '6:05': 'ALARM' })).toBe(false);
    expect(judged('30*10', '7:00', { '6:05': 'ALARM' })).toBe(true);
  });

  test('not if the metric has no values to tell', () => {
    expect(judged('-', '7:00')).toBe(false);
  });
});

describe('the calls of a policy', () => {
  const evaluation = (minute: number, situation: Situation, settling?: MadeChange): Evaluation => ({
    ...{ atMs: minute, situation, decision: decide(situation) },
    ...(settling === undefined ? {} : { settling }),
  });
  const high = (value: number) => steady(2, { policies: [tracked(value)] });
  const low = (count: number, changes: Partial<Situation> = {}) =>
    steady(count, { policies: [tracked(10)], ...changes });
  const calls = (...evaluations: readonly Evaluation[]) => callsOf(evaluations, 'cpu');

  test('are evaluations in a row with one wish, with the first value and the last verdict', () => {
    expect(calls(evaluation(1, high(90)), evaluation(2, high(120)), evaluation(3, high(65)))).toEqual([
      {
        ...{ direction: 'out', fromMs: 1, toMs: 2, value: 90, capacity: 4, isAtMinimum: true },
        verdict: { policyName: 'cpu', asked: 4 },
      },
    ]);
  });

  test('begin anew after a pause, another reason or another direction', () => {
    const full = steady(2, { maxCapacity: 2, policies: [tracked(90)] });
    const found = calls(
      ...[evaluation(1, high(90)), evaluation(2, high(65)), evaluation(3, high(90))],
      ...[evaluation(4, full), evaluation(5, low(3))],
    );
    expect(found.map(({ fromMs, direction }) => [fromMs, direction])).toEqual([
      [1, 'out'],
      [3, 'out'],
      [4, 'out'],
      [5, 'in'],
    ]);
    expect(found.map(({ capacity }) => capacity)).toEqual([3, 3, undefined, 2]);
  });

  test('have what the one that acts has to set, and no more than is known', () => {
    const policies = [tracked(90), tracked(160, { policyName: 'memory' })];
    const both = evaluation(1, steady(2, { policies }));
    expect(callsOf([both], 'memory')[0]?.capacity).toBe(5);
    expect(callsOf([both], 'cpu')).toStrictEqual([
      {
        ...{ direction: 'out', fromMs: 1, toMs: 1, value: 90, isAtMinimum: true },
        verdict: {
          ...{ policyName: 'cpu', asked: 3 },
          reason: { code: 'OtherPolicyActed', policyName: 'memory' },
        },
      },
    ]);
  });

  test('without a value at first have none, whatever comes later', () => {
    const { value: _, ...without } = tracked(90).high;
    const blind = steady(2, { policies: [{ ...tracked(90), high: without }] });
    const [call, other] = calls(evaluation(1, blind), evaluation(2, blind));
    expect(other).toBeUndefined();
    expect(call).toMatchObject({ direction: 'out', fromMs: 1, toMs: 2 });
    expect(call).not.toHaveProperty('value');
  });

  test('have the value of the alarm for their direction', () => {
    const { low: _, ...policy } = tracked(90);
    const withLow = (value: number, state: 'ALARM' | 'OK') => {
      const low = { alarmName: 'cpu-AlarmLow', state, value };
      const high = { ...policy.high, state: state === 'OK' ? ('ALARM' as const) : ('OK' as const) };
      return calls(evaluation(1, steady(5, { policies: [{ ...policy, high, low }] })))[0];
    };
    expect(withLow(10, 'OK')).toMatchObject({ direction: 'out', value: 90 });
    expect(withLow(10, 'ALARM')).toMatchObject({ direction: 'in', value: 10 });
  });

  test('say which change was taking effect', () => {
    const settling: MadeChange = { direction: 'out', from: 1, to: 2, policyName: 'cpu', activityAtMs: 0 };
    const found = calls(evaluation(1, high(90), settling), evaluation(2, high(90)));
    expect(found.map((call) => call.settling)).toEqual([settling, undefined]);
  });

  test('are none while alarms are OK or have too little data, nor of a policy that is not there', () => {
    expect(calls(evaluation(1, high(65)))).toEqual([]);
    expect(callsOf([evaluation(1, high(90))], 'memory')).toEqual([]);
    const blind = tracked(65);
    const policies = [{ ...blind, high: { ...blind.high, state: 'INSUFFICIENT_DATA' as const } }];
    expect(calls(evaluation(1, steady(2, { policies })))).toEqual([]);
  });

  test('say whether there are no more tasks than the minimum', () => {
    const atMinimum = (count: number) => calls(evaluation(1, low(count)))[0]?.isAtMinimum;
    expect([atMinimum(2), atMinimum(3)]).toEqual([true, false]);
  });

  test('have the direction that the policy would go if it could', () => {
    const disabled = (value: number) => {
      const policy = tracked(value);
      const off = { areActionsDisabled: true };
      const alarms = {
        high: { ...policy.high, ...off },
        ...(policy.low === undefined ? {} : { low: { ...policy.low, ...off } }),
      };
      return calls(evaluation(1, steady(3, { policies: [{ ...policy, ...alarms }] })))[0]?.direction;
    };
    expect([disabled(90), disabled(10)]).toEqual(['out', 'in']);
    const cooling = (direction: 'out' | 'in') => {
      const cooldown = { direction, from: 2, to: 9 } as const;
      const policies = [tracked(direction === 'out' ? 90 : 10, {}, cooldown)];
      return calls(evaluation(1, steady(5, { policies })))[0]?.direction;
    };
    expect([cooling('out'), cooling('in')]).toEqual(['out', 'in']);
    const stepping = (value: number, scalingAdjustment: number, lowerBound = 0) => {
      const policies = [stepped(value, { policyName: 'cpu', steps: [{ lowerBound, scalingAdjustment }] })];
      return calls(evaluation(1, steady(5, { policies })))[0]?.direction;
    };
    const both = [
      { lowerBound: 0, upperBound: 20, scalingAdjustment: -1 },
      { lowerBound: 20, scalingAdjustment: 1 },
    ];
    const mixed = (value: number, cooldown?: { readonly direction: 'out' | 'in' }) => {
      const given = cooldown === undefined ? undefined : { ...cooldown, from: 2, to: 9 };
      const policies = [stepped(value, { policyName: 'cpu', steps: both }, given)];
      return calls(evaluation(1, steady(5, { policies })))[0]?.direction;
    };
    expect([mixed(60), mixed(80)]).toEqual(['in', 'out']);
    expect([mixed(60, { direction: 'in' }), mixed(80, { direction: 'out' })]).toEqual(['in', 'out']);
    expect([stepping(60, 1), stepping(60, -1), stepping(60, 1, 40), stepping(60, -1, 40)]).toEqual([
      ...['out', 'in', 'out', 'in'],
    ]);
  });
});

describe('the situation at a time', () => {
  const service = scaled({ policies: [tracking({}, measured('30*3 90*3 - -'))] }, []);
  const situation = (samples: Parameters<typeof seenService>[1], time: string) => {
    if (service.scaling === undefined) throw new Error('scaled() records how a service is scaled');
    return judgedSituation(seenService(service.scaling, samples, []), at(time));
  };

  test('has the counts of the last sample, and those of the record where there is none', () => {
    const samples = sampled({ '0:00': [4, 3] }, '2:00');
    expect(situation(samples, '2:00')).toMatchObject({ desiredCount: 4, runningCount: 3 });
    expect(situation([], '2:00')).toMatchObject({ desiredCount: 2, runningCount: 2 });
  });

  test('is a deployment only while one is in progress', () => {
    const during = (rolloutState: string) =>
      situation(
        sampled({ '0:00': [2, 2] }, '2:00', { deployments: [{ id: 'one', startMs, rolloutState }] }),
        '2:00',
      ).isDeploying;
    expect([during('IN_PROGRESS'), during('COMPLETED')]).toEqual([true, false]);
  });

  test('has the newest measured value, where periods without one are left out', () => {
    const high = (time: string) => {
      const [policy] = situation([], time).policies;
      return policy !== undefined && 'high' in policy ? policy.high : undefined;
    };
    expect(high('4:00')).toMatchObject({ state: 'OK', value: 90 });
    expect(high('6:00')).toMatchObject({ state: 'ALARM', value: 90 });
    expect(high('7:00')).toMatchObject({ state: 'ALARM', value: 90 });
    expect(high('0:00')).not.toHaveProperty('value');
  });
});

describe('the rule of a step scaling policy that nobody tells', () => {
  const operator = (steps: StepScalingPolicy['steps']) => {
    const { scaling } = scaled({ policies: [stepping({ steps }, measured('30*3'))] }, []);
    const [watched] = scaling === undefined ? [] : watchPolicies(scaling, []);
    return watched !== undefined && 'alarm' in watched ? watched.alarm.rule : undefined;
  };
  const above = { comparisonOperator: 'GreaterThanOrEqualToThreshold' };
  const below = { comparisonOperator: 'LessThanOrEqualToThreshold' };

  test('is one period at or beyond its threshold, where its steps are', () => {
    expect(operator([{ lowerBound: 0, scalingAdjustment: 1 }])).toEqual({
      ...{ ...above, threshold: 50, periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 },
      treatMissingData: 'missing',
    });
    expect(operator([{ lowerBound: 0, scalingAdjustment: -1 }])).toMatchObject(above);
    expect(operator([{ upperBound: 0, scalingAdjustment: 2 }])).toMatchObject(below);
    expect(operator([{ lowerBound: 0, upperBound: 10, scalingAdjustment: -1 }])).toMatchObject(above);
    expect(
      operator([
        { lowerBound: -10, upperBound: 0, scalingAdjustment: -1 },
        { upperBound: -10, scalingAdjustment: -2 },
      ]),
    ).toMatchObject(below);
    expect(
      operator([
        { upperBound: 0, scalingAdjustment: -1 },
        { lowerBound: 0, scalingAdjustment: 1 },
      ]),
    ).toMatchObject(above);
  });

  test('is below its threshold where one step for all values removes tasks', () => {
    expect(operator([{ scalingAdjustment: -1 }])).toMatchObject(below);
    expect(operator([{ scalingAdjustment: 0 }])).toMatchObject(below);
    expect(operator([{ scalingAdjustment: 1 }])).toMatchObject(above);
    expect(operator([{ upperBound: 10, scalingAdjustment: -1 }])).toMatchObject(below);
  });
});

test('the alarm of a definition is that of its own policy', () => {
  const named = ['one', 'two'].map((policyName) => stepping({ policyName }, measured('30*3')));
  const { scaling } = scaled({ policies: named }, []);
  const defined = [
    { policyName: 'two', alarm: { ...rule, threshold: 2 } },
    { policyName: 'one', alarm: { ...rule, threshold: 1 } },
  ];
  const watched = scaling === undefined ? [] : watchPolicies(scaling, defined);
  expect(watched.map((each) => alarmFor(each, 'out')?.rule.threshold)).toEqual([1, 2]);
});
