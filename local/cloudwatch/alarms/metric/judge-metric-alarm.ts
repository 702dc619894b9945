import type { MetricAlarm } from '../../../../definition/model/alarms.ts';
import type { AlarmRule, AlarmState } from '../../../scaling/alarms/alarm.ts';
import { judgeAlarm } from '../../../scaling/alarms/judge-alarm.ts';
import type { AlarmPeriod } from './alarm-periods.ts';
import { hasTooFewSamples } from './low-sample-count.ts';

export interface Judged {
  readonly state: AlarmState;
  /** The periods that decided, the newest first: N of them, the real ones first of all. */
  readonly periods: readonly AlarmPeriod[];
}

/**
 * The state of a metric alarm by the periods in its evaluation range, the oldest first. Those before `observedSinceMs`
 * were observed by an earlier process only, if at all.
 */
export function judgeMetricAlarm(
  alarm: MetricAlarm,
  rule: AlarmRule,
  range: readonly AlarmPeriod[],
  { before, observedSinceMs }: { readonly before: AlarmState; readonly observedSinceMs: number },
): Judged {
  const periods = decidingPeriods(rule, range);
  if (hasTooFewSamples(alarm, periods)) return { state: before, periods };
  const observed = range.filter(({ startMs }) => startMs >= observedSinceMs).length;
  // Nobody knows whether data is missing while nobody looked: until N periods were observed, only real values count.
  const known = observed < rule.evaluationPeriods ? ({ ...rule, treatMissingData: 'ignore' } as const) : rule;
  return {
    state: judgeAlarm(
      known,
      range.map(({ value }) => value),
      before,
    ),
    periods,
  };
}

/** The newest N real periods, however old, and the newest of those without data where there are fewer. */
function decidingPeriods(
  { evaluationPeriods }: AlarmRule,
  range: readonly AlarmPeriod[],
): readonly AlarmPeriod[] {
  const newestFirst = range.toReversed();
  const real = newestFirst.filter(({ value }) => value !== undefined).slice(0, evaluationPeriods);
  const missing = newestFirst
    .filter(({ value }) => value === undefined)
    .slice(0, evaluationPeriods - real.length);
  return [...real, ...missing].sort((a, b) => b.startMs - a.startMs);
}
