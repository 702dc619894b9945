import { describe, expect, test } from 'vitest';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { judgeScaling } from '../judge-scaling.ts';
import { type Counts, loaded, run, sampled, scaled } from '../testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from '../testing/recorded-scaling.ts';
import { measured } from '../testing/test-times.ts';

function found(
  until: string,
  scaling: Partial<ScalingRecord>,
  counts: Counts,
  changes: Partial<RunRecord> = {},
  sample: Partial<ServiceSample> = { healthyTargets: 10 },
): readonly string[] {
  const service = scaled(scaling, sampled(counts, until, sample));
  return judgeScaling(run(until, [service], changes)).findings.map(
    ({ kind, sentence }) => `${kind}: ${sentence}`,
  );
}

const steadyLoad = (until: string) => ({ load: loaded({ '0:00': { rate: 10 } }, until) });

describe('more tasks than the maximum', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [5, 2], '5:40': [5, 5], '8:00': [4, 4] };

  test('are a finding, with the most of them and since when', () => {
    const activities = [setDesired(5, 'cpu', '5:05', '5:40')];
    expect(found('12:00', { maxCapacity: 4, activities }, counts)).toEqual([
      'past-the-maximum: web went past its maximum of 4: 5 tasks were asked for, from 5:05 on.',
    ]);
    expect(found('12:00', { maxCapacity: 4 }, counts)).toHaveLength(1);
    expect(found('12:00', { maxCapacity: 5, activities }, counts)).toEqual([]);
  });

  test('are none where tasks that drain run beside the others', () => {
    expect(found('12:00', { maxCapacity: 4 }, { '0:00': [4, 6] })).toEqual([]);
  });
});

describe('a service that goes out and in again', () => {
  const back = [setDesired(2, 'cpu', '21:05', '21:10'), setDesired(4, 'cpu', '5:05', '5:40')];
  const counts: Counts = { '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4], '21:05': [2, 2] };

  test('flaps if the load has not become less', () => {
    expect(found('25:00', { activities: back }, counts, steadyLoad('25:00'))).toEqual([
      'flapped: web flapped: it went from 2 to 4 tasks at 5:05 and back to 2 tasks at 21:05, although the load had not become less.',
    ]);
  });

  test('does not flap if the load has become less, or nothing is known of it', () => {
    const less = loaded({ '0:00': { rate: 10 }, '8:00': { rate: 8 } }, '25:00');
    expect(found('25:00', { activities: back }, counts, { load: less })).toEqual([]);
    const unknown = loaded({}, '0:00');
    expect(found('25:00', { activities: back }, counts, { load: unknown })).toEqual([]);
  });

  test('does not flap if there is more than half an hour between the two', () => {
    const late = (time: string) =>
      found(
        '40:00',
        { activities: [setDesired(2, 'cpu', time, '36:00'), setDesired(4, 'cpu', '5:05', '5:40')] },
        { '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4], [time]: [2, 2] },
        steadyLoad('40:00'),
      );
    expect(late('35:05')).toHaveLength(1);
    expect(late('35:06')).toEqual([]);
  });

  test('is told once, with how often it did', () => {
    const again = [setDesired(2, 'cpu', '38:05', '38:10'), setDesired(3, 'cpu', '27:05', '27:40'), ...back];
    const more: Counts = { ...counts, '27:05': [3, 3], '38:05': [2, 2] };
    expect(found('40:00', { activities: again }, more, steadyLoad('40:00'))).toEqual([
      'flapped: web flapped: it went from 2 to 4 tasks at 5:05 and back to 2 tasks at 21:05, although the load had not become less, and did so 2 times.',
      'scaled-in-too-early: web scaled in too early: it went from 4 to 2 tasks at 21:05, and back to 3 tasks at 27:05 under the same load.',
    ]);
  });
});

describe('a scale-in is too early', () => {
  const counts: Counts = { '0:00': [4, 4], '21:05': [2, 2] };
  const activities = [setDesired(2, 'cpu', '21:05', '21:10')];
  const policies = [tracking({}, measured('40*22 75*3 60*10'))];

  test('if a metric is beyond its target right after it, under the same load', () => {
    expect(found('30:00', { policies, activities }, counts, steadyLoad('30:00'))).toEqual([
      'scaled-in-too-early: web scaled in too early: it went from 4 to 2 tasks at 21:05, and CPUUtilization reached 75 (target 70) at 22:00 under the same load.',
    ]);
  });

  test('not if the load has become more, or there is none', () => {
    const more = loaded({ '0:00': { rate: 10 }, '21:30': { rate: 40 } }, '30:00');
    expect(found('30:00', { policies, activities }, counts, { load: more })).toEqual([]);
    expect(found('30:00', { policies, activities }, counts, { load: loaded({}, '30:00') })).toEqual([]);
  });

  test('not if the metric is beyond its target only later', () => {
    const later = [tracking({}, measured('40*27 75*3'))];
    expect(found('30:00', { policies: later, activities }, counts, steadyLoad('30:00'))).toEqual([]);
    const next = [tracking({}, measured('40*26 75*3'))];
    expect(found('30:00', { policies: next, activities }, counts, steadyLoad('30:00'))).toHaveLength(1);
  });

  test('not by a policy that only removes tasks', () => {
    const down = [stepping({ steps: [{ upperBound: 0, scalingAdjustment: -1 }] }, measured('20*30'))];
    expect(found('30:00', { policies: down, activities }, counts, steadyLoad('30:00'))).toEqual([]);
  });
});

describe('failed requests', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };
  const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
  const failing = { rate: 10, failures: { 502: 4, 1050: 1 } };

  test('while tasks are started are lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '5:10': failing, '5:30': { rate: 10 } }, '12:00');
    expect(found('12:00', { activities }, counts, { load })).toEqual([
      'lost-requests-while-scaling: 10 of 500 requests failed while web went from 2 to 3 tasks, from 5:05 to 5:50: 8 with 502 and 2 with 1050.',
    ]);
  });

  test('while tasks are stopped are lost to scaling, in the window after the last one as well', () => {
    const down = [setDesired(2, 'cpu', '5:05', '5:20')];
    const load = loaded({ '0:00': { rate: 10 }, '5:20': failing, '5:30': { rate: 10 } }, '12:00');
    const stopped: Counts = { '0:00': [3, 3], '5:05': [2, 3], '5:20': [2, 2] };
    expect(found('12:00', { activities: down }, stopped, { load })).toEqual([
      'lost-requests-while-scaling: 5 of 300 requests failed while web went from 3 to 2 tasks, from 5:05 to 5:30: 4 with 502 and 1 with 1050.',
    ]);
  });

  test('that failed as often before are not lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '4:00': failing, '5:40': { rate: 10 } }, '12:00');
    expect(found('12:00', { activities }, counts, { load })).toEqual([]);
  });

  test('are not lost by a service that has no target group', () => {
    const load = loaded({ '0:00': { rate: 10 }, '5:10': failing, '5:30': { rate: 10 } }, '12:00');
    expect(found('12:00', { activities }, counts, { load }, {})).toEqual([]);
  });

  test('at other times are not lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '8:00': failing, '9:00': { rate: 10 } }, '12:00');
    expect(found('12:00', { activities }, counts, { load })).toEqual([]);
  });
});

describe('a service that never comes back', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };
  const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
  const ended = { load: loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 }, '8:00': { rate: 0 } }, '40:00') };
  const found40 = (policies: ScalingRecord['policies']) =>
    found('40:00', { policies, activities }, counts, ended);
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
      found(time, { policies: [outThen('60*34')], activities }, counts, {
        load: loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 }, '8:00': { rate: 0 } }, time),
      });
    // 15 minutes in which the metric is low, 2:15 of delay and five minutes of cooldown after the end at 8:00.
    expect(until('30:15')).toHaveLength(1);
    expect(until('30:14')).toEqual([]);
  });

  test('is none if it has come back', () => {
    const back = [setDesired(2, 'cpu', '21:05', '21:10'), ...activities];
    expect(
      found(
        '40:00',
        { policies: [outThen('20*34')], activities: back },
        { ...counts, '21:05': [2, 2] },
        ended,
      ),
    ).toEqual([]);
  });
});
