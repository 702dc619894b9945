import { describe, expect, test } from 'vitest';
import type { ServiceSample } from '../../record/observed-record.ts';
import { judgeScaling } from '../judge-scaling.ts';
import { findingSentences } from '../testing/judged-sentences.ts';
import { type Counts, loaded, run, sampled, scaled } from '../testing/recorded-runs.ts';
import { setDesired, stepping, tracking } from '../testing/recorded-scaling.ts';
import { measured } from '../testing/test-times.ts';

const steadyLoad = (until: string) => ({ load: loaded({ '0:00': { rate: 10 } }, until) });

describe('more tasks than the maximum', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [5, 2], '5:40': [5, 5], '8:00': [4, 4] };

  test('are a finding, with the most of them and since when', () => {
    const activities = [setDesired(5, 'cpu', '5:05', '5:40')];
    expect(findingSentences('12:00', { maxCapacity: 4, activities }, counts)).toEqual([
      'past-the-maximum: web went past its maximum of 4: 5 tasks were asked for, from 5:05 on.',
    ]);
    expect(findingSentences('12:00', { maxCapacity: 4 }, counts)).toHaveLength(1);
    expect(findingSentences('12:00', { maxCapacity: 5, activities }, counts)).toEqual([]);
  });

  test('count by what activities asked for, too, the most of them and the first', () => {
    const activities = [setDesired(6, 'cpu', '9:00', '9:30'), setDesired(7, 'cpu', '5:00', '5:01')];
    const seen: Counts = { '0:00': [2, 2], '5:05': [5, 2], '9:05': [6, 6] };
    expect(findingSentences('12:00', { maxCapacity: 4, activities }, seen)[0]).toBe(
      'past-the-maximum: web went past its maximum of 4: 7 tasks were asked for, from 5:00 on.',
    );
    expect(findingSentences('12:00', { maxCapacity: 6, activities }, seen)[0]).toBe(
      'past-the-maximum: web went past its maximum of 6: 7 tasks were asked for, from 5:00 on.',
    );
  });

  test('are none where tasks that drain run beside the others', () => {
    expect(findingSentences('12:00', { maxCapacity: 4 }, { '0:00': [4, 6] })).toEqual([]);
  });
});

describe('a service that goes out and in again', () => {
  const back = [setDesired(2, 'cpu', '21:05', '21:10'), setDesired(4, 'cpu', '5:05', '5:40')];
  const counts: Counts = { '0:00': [2, 2], '5:05': [4, 2], '5:40': [4, 4], '21:05': [2, 2] };

  test('flaps if the load has not become less', () => {
    expect(findingSentences('25:00', { activities: back }, counts, steadyLoad('25:00'))).toEqual([
      'flapped: web flapped: it went from 2 to 4 tasks at 5:05 and back to 2 tasks at 21:05, although the load had not become less.',
    ]);
  });

  test('flaps if the load is a tenth less, as arrivals vary by as much', () => {
    const tenth = loaded({ '0:00': { rate: 10 }, '8:00': { rate: 9 } }, '25:00');
    expect(findingSentences('25:00', { activities: back }, counts, { load: tenth })).toHaveLength(1);
    const rising = loaded({ '0:00': { rate: 1 }, '3:05': { rate: 10 }, '8:00': { rate: 9 } }, '25:00');
    expect(findingSentences('25:00', { activities: back }, counts, { load: rising })).toHaveLength(1);
  });

  test('does not flap by going out twice, or in twice', () => {
    const outs = [setDesired(6, 'cpu', '9:05', '9:40'), setDesired(4, 'cpu', '5:05', '5:40')];
    const rising: Counts = { '0:00': [2, 2], '5:05': [4, 4], '9:05': [6, 6] };
    expect(findingSentences('12:00', { activities: outs }, rising, steadyLoad('12:00'))).toEqual([]);
    const ins = [setDesired(2, 'cpu', '9:05', '9:10'), setDesired(4, 'cpu', '5:05', '5:10')];
    const falling: Counts = { '0:00': [6, 6], '5:05': [4, 4], '9:05': [2, 2] };
    expect(findingSentences('12:00', { activities: ins }, falling, steadyLoad('12:00'))).toEqual([]);
  });

  test('does not flap at a time scale of ten if there are more than three minutes between the two', () => {
    const scaledBy10 = (time: string, load = steadyLoad('12:00').load) =>
      findingSentences(
        '12:00',
        {
          timeScale: 10,
          activities: [setDesired(2, 'cpu', time, '10:00'), setDesired(4, 'cpu', '5:05', '5:10')],
        },
        { '0:00': [2, 2], '5:05': [4, 4], [time]: [2, 2] },
        { timeScale: 10, load },
      );
    expect(scaledBy10('8:05')).toHaveLength(1);
    expect(scaledBy10('8:06')).toEqual([]);
    // The load before a change is that of twelve seconds, not of two minutes.
    const recent = loaded({ '0:00': { rate: 1 }, '4:50': { rate: 10 }, '7:50': { rate: 6 } }, '12:00');
    expect(scaledBy10('8:05', recent)).toEqual([]);
  });

  test('does not flap if the load has become less, or nothing is known of it', () => {
    const less = loaded({ '0:00': { rate: 10 }, '8:00': { rate: 8 } }, '25:00');
    expect(findingSentences('25:00', { activities: back }, counts, { load: less })).toEqual([]);
    const unknown = loaded({}, '0:00');
    expect(findingSentences('25:00', { activities: back }, counts, { load: unknown })).toEqual([]);
  });

  test('does not flap if there is more than half an hour between the two', () => {
    const late = (time: string) =>
      findingSentences(
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
    expect(findingSentences('40:00', { activities: again }, more, steadyLoad('40:00'))).toEqual([
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
    expect(findingSentences('30:00', { policies, activities }, counts, steadyLoad('30:00'))).toEqual([
      'scaled-in-too-early: web scaled in too early: it went from 4 to 2 tasks at 21:05, and CPUUtilization reached 75 (target 70) at 22:00 under the same load.',
    ]);
  });

  test('whatever the metric was before it', () => {
    const before = [tracking({}, measured('75*3 40*19 75*3 60*10'))];
    expect(findingSentences('30:00', { policies: before, activities }, counts, steadyLoad('30:00'))).toEqual([
      expect.stringMatching(/ reached 75 \(target 70\) at 22:00 under the same load\.$/),
    ]);
  });

  test('not if the load has become more, or there is none', () => {
    const more = loaded({ '0:00': { rate: 10 }, '21:30': { rate: 40 } }, '30:00');
    expect(findingSentences('30:00', { policies, activities }, counts, { load: more })).toEqual([]);
    expect(
      findingSentences('30:00', { policies, activities }, counts, { load: loaded({}, '30:00') }),
    ).toEqual([]);
  });

  test('not if the metric is beyond its target only later', () => {
    const later = [tracking({}, measured('40*27 75*3'))];
    expect(findingSentences('30:00', { policies: later, activities }, counts, steadyLoad('30:00'))).toEqual(
      [],
    );
    const next = [tracking({}, measured('40*26 75*3'))];
    expect(
      findingSentences('30:00', { policies: next, activities }, counts, steadyLoad('30:00')),
    ).toHaveLength(1);
  });

  test('not if the metric was beyond its target before fewer tasks ran, or is only in the sixth period after', () => {
    const before = [tracking({}, measured('40*20 75*2 40*10'))];
    const slow: Counts = { '0:00': [4, 4], '21:05': [2, 4], '22:00': [2, 2] };
    expect(findingSentences('30:00', { policies: before, activities }, slow, steadyLoad('30:00'))).toEqual(
      [],
    );
    const [first, sixth] = ['40*22 75 40*9', '40*27 75 40*4'].map((values) =>
      findingSentences(
        '32:00',
        { policies: [tracking({}, measured(values))], activities },
        slow,
        steadyLoad('32:00'),
      ),
    );
    expect([first?.length, sixth?.length]).toEqual([1, 0]);
  });

  test('if the load is a tenth more, as arrivals vary by as much', () => {
    const more = (rate: number) => {
      const load = loaded({ '0:00': { rate: 10 }, '21:00': { rate } }, '30:00');
      return findingSentences('30:00', { policies, activities }, counts, { load });
    };
    expect([more(11).length, more(12).length]).toEqual([1, 0]);
  });

  test('not by a scale-out that was not enough', () => {
    const out = [setDesired(4, 'cpu', '21:05', '21:10')];
    const more: Counts = { '0:00': [2, 2], '21:05': [4, 4] };
    expect(findingSentences('30:00', { policies, activities: out }, more, steadyLoad('30:00'))).toEqual([]);
  });

  test('by the one of several that was undone', () => {
    const several = [
      setDesired(5, 'cpu', '25:05', '25:10'),
      setDesired(2, 'cpu', '21:05', '21:10'),
      setDesired(4, 'cpu', '11:05', '11:10'),
    ];
    const seen: Counts = { '0:00': [6, 6], '11:05': [4, 4], '21:05': [2, 2], '25:05': [5, 5] };
    expect(findingSentences('30:00', { activities: several }, seen, steadyLoad('30:00'))).toEqual([
      'scaled-in-too-early: web scaled in too early: it went from 4 to 2 tasks at 21:05, and back to 5 tasks at 25:05 under the same load.',
    ]);
  });

  test('by a step scaling policy that adds tasks, too', () => {
    const steps = [
      { upperBound: 0, scalingAdjustment: 0 },
      { lowerBound: 0, scalingAdjustment: 1 },
    ];
    const queue = [stepping({ steps }, measured('20*22 60*3 20*10'))];
    expect(findingSentences('30:00', { policies: queue, activities }, counts, steadyLoad('30:00'))).toEqual([
      expect.stringMatching(/, and QueueDepth reached 60 \(threshold 50\) at 22:00 under the same load\.$/),
    ]);
    const still = [{ lowerBound: 0, scalingAdjustment: 0 }];
    const idle = [stepping({ steps: still }, measured('20*22 60*3 20*10'))];
    expect(findingSentences('30:00', { policies: idle, activities }, counts, steadyLoad('30:00'))).toEqual(
      [],
    );
  });

  test('not by a policy that only removes tasks', () => {
    const down = [stepping({ steps: [{ upperBound: 0, scalingAdjustment: -1 }] }, measured('20*30'))];
    expect(findingSentences('30:00', { policies: down, activities }, counts, steadyLoad('30:00'))).toEqual(
      [],
    );
  });
});

describe('failed requests', () => {
  const counts: Counts = { '0:00': [2, 2], '5:05': [3, 2], '5:40': [3, 3] };
  const activities = [setDesired(3, 'cpu', '5:05', '5:40')];
  const failing = { rate: 10, failures: { 502: 4, 1050: 1 } };

  test('while tasks are started are lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '5:10': failing, '5:30': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load })).toEqual([
      'lost-requests-while-scaling: 10 of 500 requests failed while web went from 2 to 3 tasks, from 5:05 to 5:50: 8 with 502 and 2 with 1050.',
    ]);
  });

  test('while tasks are stopped are lost to scaling, in the window after the last one as well', () => {
    const down = [setDesired(2, 'cpu', '5:05', '5:20')];
    const load = loaded({ '0:00': { rate: 10 }, '5:20': failing, '5:30': { rate: 10 } }, '12:00');
    const stopped: Counts = { '0:00': [3, 3], '5:05': [2, 3], '5:20': [2, 2] };
    expect(findingSentences('12:00', { activities: down }, stopped, { load })).toEqual([
      'lost-requests-while-scaling: 5 of 300 requests failed while web went from 3 to 2 tasks, from 5:05 to 5:30: 4 with 502 and 1 with 1050.',
    ]);
  });

  test('are told of the change that lost most', () => {
    const two = [setDesired(4, 'cpu', '8:05', '8:40'), ...activities];
    const seen: Counts = { ...counts, '8:05': [4, 3], '8:40': [4, 4] };
    const lost = (first: number, second: number) => {
      const failures = (count: number) => ({ rate: 10, failures: { 502: count } });
      const quiet = { rate: 10 };
      const load = loaded(
        {
          ...{ '0:00': quiet, '5:10': failures(first), '5:20': quiet },
          ...{ '8:10': failures(second), '8:20': quiet },
        },
        '12:00',
      );
      return findingSentences('12:00', { activities: two }, seen, { load })[0];
    };
    expect(lost(4, 9)).toMatch(/: 9 of 500 requests failed while web went from 3 to 4 tasks/);
    expect(lost(9, 4)).toMatch(/: 9 of 500 requests failed while web went from 2 to 3 tasks/);
  });

  test('are lost until five minutes after a change whose tasks never ran', () => {
    const stuck = [setDesired(3, 'cpu', '5:05')];
    const never: Counts = { '0:00': [2, 2], '5:05': [3, 2] };
    const lost = (from: string, until: string) => {
      const load = loaded({ '0:00': { rate: 10 }, [from]: failing, [until]: { rate: 10 } }, '20:00');
      return findingSentences('20:00', { activities: stuck }, never, { load });
    };
    expect(lost('10:10', '10:20')).toEqual([
      expect.stringMatching(/: 5 of 3200 requests failed while .*, from 5:05 to 10:15: /),
    ]);
    expect(lost('10:20', '10:30')).toEqual([]);
  });

  test('are lost if the load only begins with the change, or the samples do not tell of target groups', () => {
    const begins = loaded({ '0:00': { rate: 0 }, '5:00': failing, '5:30': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load: begins })).toHaveLength(1);
    const load = loaded({ '0:00': { rate: 10 }, '5:10': failing, '5:30': { rate: 10 } }, '12:00');
    const lost = (samples: readonly ServiceSample[]) =>
      judgeScaling(run('12:00', [scaled({ activities }, samples)], { load })).findings.length;
    expect(lost([])).toBe(1);
    const [first, ...others] = sampled(counts, '12:00');
    expect(lost(first === undefined ? [] : [{ ...first, healthyTargets: 2 }, ...others])).toBe(1);
  });

  test('in the window in which the change began are those of the change', () => {
    const load = loaded({ '0:00': { rate: 10 }, '5:00': failing, '5:10': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load })).toHaveLength(1);
  });

  test('are lost if more than twice the share failed that did before', () => {
    const lost = (before: number, during: number) => {
      const failures = (count: number) => ({ rate: 10, failures: { 502: count } });
      const load = loaded({ '0:00': failures(before), '5:00': failures(during) }, '12:00');
      return findingSentences('12:00', { activities }, counts, { load }).length;
    };
    expect([lost(3, 6), lost(3, 7), lost(0, 1), lost(0, 0)]).toEqual([0, 1, 1, 0]);
  });

  test('that failed as often before are not lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '4:00': failing, '5:40': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load })).toEqual([]);
  });

  test('are not lost by a service that has no target group', () => {
    const load = loaded({ '0:00': { rate: 10 }, '5:10': failing, '5:30': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load }, {})).toEqual([]);
  });

  test('at other times are not lost to scaling', () => {
    const load = loaded({ '0:00': { rate: 10 }, '8:00': failing, '9:00': { rate: 10 } }, '12:00');
    expect(findingSentences('12:00', { activities }, counts, { load })).toEqual([]);
  });
});
