import { describe, expect, it } from 'vitest';
import type { MetricAlarm } from '../../../definition/model/alarms.ts';
import type { MetricDatum } from '../metrics/metric.ts';
import { setActionsEnabled } from './actions-enabled.ts';
import type { AlarmsState } from './alarms-state.ts';
import { evaluateAlarms } from './evaluate-alarms.ts';
import { putAlarm } from './put-alarm.ts';
import {
  compositeAlarm,
  exampleMetric,
  metricAlarm,
  observations,
  readerOf,
  scalingPolicy,
  topic,
} from './testing/example-alarms.ts';

const minuteMs = 60_000;
const startMs = Date.parse('2026-11-26T10:00:00Z');

/** The moment at which the minutes until then are judged. */
const minute = (count: number) => ({
  nowMs: startMs + count * minuteMs + 5000,
  deliveryMs: 5000,
  timeScale: 1,
});

/** One value a minute from the start on. */
function minutes(...values: readonly (number | undefined)[]): MetricDatum[] {
  return [
    ...observations(
      ...values.flatMap((value, index) =>
        value === undefined ? [] : [[startMs + index * minuteMs, value] as const],
      ),
    ),
  ];
}

const alarms = (changes: Partial<MetricAlarm> = {}): AlarmsState =>
  putAlarm({}, metricAlarm(changes), 'api', startMs);

describe('an evaluation', () => {
  it('leaves a new alarm unchecked until there is data', () => {
    const before = alarms();
    expect(evaluateAlarms(before, readerOf([]), minute(3))).toEqual({ alarms: before, actions: [] });
    expect(before.slow).toMatchObject({
      state: 'INSUFFICIENT_DATA',
      stateReason: 'Unchecked: Initial alarm creation',
    });
  });

  it('changes the state with the reason that CloudWatch gives, and notes it in the history', () => {
    const { slow } = evaluateAlarms(alarms(), readerOf(minutes(95, 96.5, 97)), minute(3)).alarms;
    expect(slow).toMatchObject({
      state: 'ALARM',
      stateReason:
        'Threshold Crossed: 3 out of the last 3 datapoints [97.0 (26/11/26 10:02:00), 96.5 (26/11/26 10:01:00), 95.0 (26/11/26 10:00:00)] were greater than the threshold (50.0) (minimum 3 datapoints for OK -> ALARM transition).',
      stateUpdatedAtMs: minute(3).nowMs,
      stateTransitionedAtMs: minute(3).nowMs,
    });
    const [update] = slow?.history ?? [];
    expect(update).toMatchObject({
      type: 'StateUpdate',
      summary: 'Alarm updated from INSUFFICIENT_DATA to ALARM',
    });
    expect(JSON.parse(update?.data ?? '')).toEqual({
      version: '1.0',
      oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
      newState: {
        stateValue: 'ALARM',
        stateReason: slow?.stateReason,
        stateReasonData: JSON.parse(slow?.stateReasonData ?? ''),
      },
    });
  });

  it('names the five newest datapoints where more have crossed the threshold', () => {
    const before = alarms({ evaluationPeriods: 6, comparisonOperator: 'LessThanThreshold' });
    const { slow } = evaluateAlarms(before, readerOf(minutes(1, 2, 3, 4, 5, 6)), minute(6)).alarms;
    expect(slow?.stateReason).toBe(
      'Threshold Crossed: 6 out of the last 6 datapoints were less than the threshold (50.0). The most recent datapoints which crossed the threshold: [6.0 (26/11/26 10:05:00), 5.0 (26/11/26 10:04:00), 4.0 (26/11/26 10:03:00), 3.0 (26/11/26 10:02:00), 2.0 (26/11/26 10:01:00)] (minimum 6 datapoints for OK -> ALARM transition).',
    );
  });

  it('uses the newest values, one for each of its periods', () => {
    const before = alarms({ alarmActions: [scalingPolicy] });
    const { slow } = evaluateAlarms(before, readerOf(minutes(10, 20, 97, 98, 99)), minute(5)).alarms;
    expect(slow?.stateReason).toContain('3 out of the last 3 datapoints [99.0 ');
    expect(slow?.recentDatapoints).toEqual([97, 98, 99]);
  });

  it('treats a value that is not finite as missing data', () => {
    const before = alarms({ evaluationPeriods: 1 });
    expect(evaluateAlarms(before, readerOf(minutes(Number.POSITIVE_INFINITY)), minute(1)).alarms).toBe(
      before,
    );
  });

  it('uses data with the unit that the alarm specifies', () => {
    const metric = { kind: 'metric', metric: exampleMetric, stat: 'Average', periodSeconds: 60 } as const;
    const judged = (unit: string) =>
      evaluateAlarms(
        alarms({ evaluationPeriods: 1, watched: { ...metric, unit } }),
        readerOf(minutes(95)),
        minute(1),
      ).alarms.slow;
    expect(judged('Count')?.state).toBe('INSUFFICIENT_DATA');
    expect(judged('None')?.state).toBe('ALARM');
    expect(judged('None')?.stateReasonData).toContain('"unit":"None"');
  });

  it('takes late data into account the next time', () => {
    const data = minutes(undefined, 96, 97);
    const before = evaluateAlarms(alarms(), readerOf(data), minute(3)).alarms;
    expect(before.slow?.state).toBe('INSUFFICIENT_DATA');
    data.push(...observations([startMs, 95]));
    expect(evaluateAlarms(before, readerOf(data), minute(3)).alarms.slow?.state).toBe('ALARM');
  });

  it('evaluates only the alarms that are due', () => {
    const before = alarms();
    const at = { ...minute(3), which: () => false };
    expect(evaluateAlarms(before, readerOf(minutes(95, 96, 97)), at).alarms).toBe(before);
  });

  it('scales sums of shortened periods up to whole ones, and shows real times', () => {
    const watched = { kind: 'metric', metric: exampleMetric, stat: 'Sum', periodSeconds: 60 } as const;
    const before = alarms({ watched, evaluationPeriods: 2 });
    const data = observations([startMs, 6], [startMs + 6000, 5.5]);
    const at = { nowMs: startMs + 13_000, deliveryMs: 1000, timeScale: 10 };
    expect(evaluateAlarms(before, readerOf(data), at).alarms.slow?.stateReason).toBe(
      'Threshold Crossed: 2 out of the last 2 datapoints [55.0 (26/11/26 10:00:06), 60.0 (26/11/26 10:00:00)] were greater than the threshold (50.0) (minimum 2 datapoints for OK -> ALARM transition).',
    );
  });

  it('finds every period at a time scale that divides no minute', () => {
    const timeScale = 49;
    const periodMs = minuteMs / timeScale;
    const before = alarms({ evaluationPeriods: 1 });
    const first = Math.ceil(startMs / periodMs);
    for (let index = first; index < first + 100; index += 1) {
      const data = observations([index * periodMs + 1, 60]);
      const at = { nowMs: (index + 1) * periodMs + 1001, deliveryMs: 1000, timeScale };
      expect(evaluateAlarms(before, readerOf(data), at).alarms.slow?.state).toBe('ALARM');
    }
  });

  it('evaluates metric math with the period of its metrics', () => {
    const metricStat = { metric: exampleMetric, stat: 'Average', periodSeconds: 20 };
    const queries = [
      { id: 'm1', metricStat, returnData: false },
      { id: 'e1', expression: 'm1 + 1', returnData: true },
    ];
    const before = alarms({ watched: { kind: 'math', queries }, evaluationPeriods: 1 });
    const data = observations([startMs + 40_000, 60]);
    const { slow } = evaluateAlarms(before, readerOf(data), minute(1)).alarms;
    expect(slow?.stateReasonData).toContain('"period":20,"recentDatapoints":[61]');
  });

  it('evaluates metric math by the query that returns data, without a statistic in the reason', () => {
    const metricStat = { metric: exampleMetric, stat: 'Average', periodSeconds: 60 };
    const queries = [
      { id: 'm1', metricStat, returnData: false },
      { id: 'e1', expression: 'm1 * 2', returnData: true },
    ];
    const before = alarms({ watched: { kind: 'math', queries }, evaluationPeriods: 1 });
    const { slow } = evaluateAlarms(before, readerOf(minutes(30)), minute(1)).alarms;
    expect(slow?.state).toBe('ALARM');
    expect(JSON.parse(slow?.stateReasonData ?? '')).toEqual({
      ...{ version: '1.0', queryDate: '2026-11-26T10:01:05.000+0000' },
      ...{ startDate: '2026-11-26T10:00:00.000+0000', period: 60, recentDatapoints: [60], threshold: 50 },
      evaluatedDatapoints: [{ timestamp: '2026-11-26T10:00:00.000+0000', value: 60 }],
    });
  });

  it('treats a failing expression as missing data, and evaluates the other alarms', () => {
    const queries = [{ id: 'e1', expression: 'm9 +', returnData: true }];
    const failing = metricAlarm({
      ...{ alarmName: 'failing', watched: { kind: 'math', queries } },
      ...{ treatMissingData: 'breaching', evaluationPeriods: 1 },
    });
    const before = putAlarm(alarms({ evaluationPeriods: 1 }), failing, 'api', startMs);
    const after = evaluateAlarms(before, readerOf(minutes(95)), minute(1)).alarms;
    expect(after.failing?.state).toBe('ALARM');
    expect(after.slow?.state).toBe('ALARM');
  });

  it('passes on errors that are not those of an expression', () => {
    const broken = { ...readerOf([]), read: () => raise() };
    expect(() => evaluateAlarms(alarms(), broken, minute(1))).toThrow('broken');
  });
});

function raise(): never {
  throw new Error('broken');
}

describe('an alarm on periods of several minutes', () => {
  const of = (stat: string, changes: Partial<MetricAlarm> = {}) => {
    const watched = { kind: 'metric', metric: exampleMetric, stat, periodSeconds: 300 } as const;
    return alarms({ watched, evaluationPeriods: 1, ...changes });
  };

  it('is evaluated each minute over the minutes before it', () => {
    const data = readerOf(minutes(0, 0, 12, 12, 12, 12, 12));
    const ok = evaluateAlarms(of('Sum'), data, minute(6)).alarms;
    expect(ok.slow?.stateReason).toContain('[48.0 (26/11/26 10:01:00)] was not greater');
    const { slow } = evaluateAlarms(ok, data, minute(7)).alarms;
    expect(slow?.stateReason).toContain('[60.0 (26/11/26 10:02:00)] was greater');
  });

  it('looks at consecutive periods', () => {
    const before = of('Maximum', { evaluationPeriods: 2 });
    const data = readerOf(minutes(0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 70));
    expect(evaluateAlarms(before, data, minute(11)).alarms.slow?.stateReason).toContain(
      '[70.0 (26/11/26 10:06:00), 60.0 (26/11/26 10:01:00)] were greater',
    );
  });

  it('has percentiles over all of its minutes', () => {
    const before = of('p50');
    const { slow } = evaluateAlarms(before, readerOf(minutes(0, 0, 0, 90, 90, 90)), minute(6)).alarms;
    expect(slow?.state).toBe('ALARM');
  });

  it('does not add up data with different units', () => {
    const data = minutes(0, 30).concat(
      minutes(0, 0, 30)
        .slice(2)
        .map((datum) => ({ ...datum, unit: 'Seconds' })),
    );
    const reader = readerOf(data);
    expect(evaluateAlarms(of('Sum'), reader, minute(6)).alarms.slow?.stateReason).toContain('[30.0 ');
  });

  it('slides with a time scale as well', () => {
    const data = readerOf(
      observations(...[2, 3, 4, 5, 6].map((index) => [startMs + index * 6000, 1.2] as const)),
    );
    const at = { nowMs: startMs + 7 * 6000 + 1000, deliveryMs: 1000, timeScale: 10 };
    expect(evaluateAlarms(of('Sum'), data, at).alarms.slow?.stateReason).toContain(
      '[60.0 (26/11/26 10:00:12)] was greater',
    );
  });
});

describe('time without a running process', () => {
  const resumed = (observedSinceMs: number, count: number) => ({ ...minute(count), observedSinceMs });

  it('does not count as missing data', () => {
    const before = alarms({ treatMissingData: 'breaching' });
    const restarted = startMs + 30 * minuteMs;
    for (const count of [30, 31, 32]) {
      expect(evaluateAlarms(before, readerOf([]), resumed(restarted, count)).alarms).toBe(before);
    }
    const { slow } = evaluateAlarms(before, readerOf([]), resumed(restarted, 33)).alarms;
    expect(slow?.state).toBe('ALARM');
  });

  it('does not hide the real values before and after it', () => {
    const data = minutes(95, 96, undefined, 97);
    const { slow } = evaluateAlarms(alarms(), readerOf(data), resumed(startMs + 3 * minuteMs, 4)).alarms;
    expect(slow?.state).toBe('ALARM');
  });
});

describe('a percentile of few samples', () => {
  const samples = (count: number): readonly MetricDatum[] => [
    {
      ...{ metric: exampleMetric, atMs: startMs, unit: 'None', isHighResolution: false },
      values: {
        ...{ sampleCount: count, sum: 60 * count, minimum: 60, maximum: 60 },
        counts: new Map([[60, count]]),
      },
    },
  ];
  const judged = (stat: string, count: number, setting: 'evaluate' | 'ignore') => {
    const watched = { kind: 'metric', metric: exampleMetric, stat, periodSeconds: 60 } as const;
    const before = alarms({ watched, evaluationPeriods: 1, evaluateLowSampleCountPercentile: setting });
    return evaluateAlarms(before, readerOf(samples(count)), minute(1)).alarms.slow?.state;
  };

  it.each([
    ['p90', 99, 'ignore', 'INSUFFICIENT_DATA'],
    ['p90', 99, 'evaluate', 'ALARM'],
    ['p90', 100, 'ignore', 'ALARM'],
    ['p99', 999, 'ignore', 'INSUFFICIENT_DATA'],
    ['p99', 1000, 'ignore', 'ALARM'],
    ['p25', 39, 'ignore', 'INSUFFICIENT_DATA'],
    ['p25', 40, 'ignore', 'ALARM'],
    ['Average', 1, 'ignore', 'ALARM'],
  ] as const)('%s of %i samples with the setting %s: %s', (stat, count, setting, state) => {
    expect(judged(stat, count, setting)).toBe(state);
  });
});

describe('actions', () => {
  const before = alarms({ alarmActions: [topic, scalingPolicy], okActions: [topic], evaluationPeriods: 1 });
  const data = minutes(95, 95, 10);
  const first = evaluateAlarms(before, readerOf(data), minute(1));

  it('are due at a transition, and pending in the state until they are executed', () => {
    const action = { alarmName: 'slow', from: 'INSUFFICIENT_DATA', to: 'ALARM', isRepeat: false };
    expect(first.actions).toEqual([
      { ...action, actionArn: topic },
      { ...action, actionArn: scalingPolicy },
    ]);
    const { stateReason, stateReasonData } = first.alarms.slow ?? {};
    const atMs = minute(1).nowMs;
    expect(first.alarms.slow?.pendingActions).toEqual(
      [topic, scalingPolicy].map((actionArn) => ({
        ...{ actionArn, from: 'INSUFFICIENT_DATA', to: 'ALARM', atMs, stateReason, stateReasonData },
      })),
    );
  });

  it('of scaling policies are repeated at each evaluation as long as the state lasts', () => {
    const second = evaluateAlarms(first.alarms, readerOf(data), minute(2));
    expect(second.actions).toEqual([
      { alarmName: 'slow', actionArn: scalingPolicy, from: 'ALARM', to: 'ALARM', isRepeat: true },
    ]);
    expect(evaluateAlarms(second.alarms, readerOf(data), minute(3)).actions).toEqual([
      { alarmName: 'slow', actionArn: topic, from: 'ALARM', to: 'OK', isRepeat: false },
    ]);
  });

  it('are neither executed nor repeated while they are disabled, nor executed later', () => {
    const off = setActionsEnabled(before, ['slow', 'unknown'], false, startMs);
    const silent = evaluateAlarms(off, readerOf(data), minute(1));
    expect(silent.actions).toEqual([]);
    expect(silent.alarms.slow?.pendingActions).toBeUndefined();
    const on = setActionsEnabled(silent.alarms, ['slow'], true, startMs);
    expect(evaluateAlarms(on, readerOf(data), minute(2)).actions).toEqual([
      { alarmName: 'slow', actionArn: scalingPolicy, from: 'ALARM', to: 'ALARM', isRepeat: true },
    ]);
  });

  it('of scaling policies come with the values that decide, which other alarms do not keep', () => {
    expect(first.alarms.slow?.recentDatapoints).toEqual([95]);
    const other = alarms({ alarmActions: [topic], evaluationPeriods: 1 });
    const { slow } = evaluateAlarms(other, readerOf(data), minute(1)).alarms;
    expect(slow).not.toHaveProperty('recentDatapoints');
  });
});

describe('a composite alarm', () => {
  const composite = (rule: string, state = alarms({ evaluationPeriods: 1 })) =>
    putAlarm(state, compositeAlarm('all', rule, { alarmActions: [topic] }), 'api', startMs);

  it('follows its children in the same evaluation', () => {
    const after = evaluateAlarms(composite('ALARM("slow")'), readerOf(minutes(95)), minute(1));
    expect(after.alarms.all).toMatchObject({
      state: 'ALARM',
      stateReason: 'slow transitioned to ALARM at Thursday 26 November, 2026 10:01:05 UTC',
      stateReasonData:
        '{"triggeringAlarms":[{"arn":"slow","state":{"value":"ALARM","timestamp":"2026-11-26T10:01:05.000+0000"}}]}',
    });
    expect(after.actions).toEqual([
      { alarmName: 'all', actionArn: topic, from: 'OK', to: 'ALARM', isRepeat: false },
    ]);
  });

  it('follows composite alarms in its rule, whichever was created first', () => {
    const first = putAlarm(alarms({ evaluationPeriods: 1 }), compositeAlarm('top', 'FALSE'), 'api', startMs);
    const both = composite('ALARM(slow)', first);
    const nested = putAlarm(both, compositeAlarm('top', 'ALARM(all)'), 'api', startMs);
    expect(evaluateAlarms(nested, readerOf(minutes(95)), minute(1)).alarms.top?.state).toBe('ALARM');
  });
});
