import type { MetricAlarm } from '../../../../definition/model/alarms.ts';
import type { AlarmRule } from '../../../scaling/alarms/alarm.ts';
import { recentDatapoints } from '../../../scaling/alarms/evaluation-range.ts';
import { jsonTime } from '../timestamps.ts';
import type { AlarmPeriod } from './alarm-periods.ts';
import type { Judged } from './judge-metric-alarm.ts';
import { evaluatedPeriods } from './supporting-periods.ts';

/** The data behind a metric alarm's state, as CloudWatch's JSON has it. */
export function stateReasonData(
  { watched }: MetricAlarm,
  rule: AlarmRule,
  judged: Judged,
  { range, nowMs }: { readonly range: readonly AlarmPeriod[]; readonly nowMs: number },
): string {
  const oldest = oldestReal(judged);
  return JSON.stringify({
    version: '1.0',
    queryDate: jsonTime(nowMs),
    ...(oldest === undefined ? {} : { startDate: jsonTime(oldest.startMs) }),
    ...(watched.kind === 'metric' && watched.unit !== undefined ? { unit: watched.unit } : {}),
    ...(watched.kind === 'metric' ? { statistic: watched.stat } : {}),
    period: rule.periodSeconds,
    recentDatapoints: recentValues(judged, range).map((value) => value ?? null),
    threshold: rule.threshold,
    evaluatedDatapoints: evaluatedPeriods(rule, judged).map(({ startMs, sampleCount, value }) => ({
      timestamp: jsonTime(startMs),
      ...(sampleCount === undefined ? {} : { sampleCount }),
      ...(value === undefined ? {} : { value }),
    })),
  });
}

/** From the oldest real value that was judged to the newest one, gaps included. */
export function recentValues(judged: Judged, range: readonly AlarmPeriod[]): readonly (number | undefined)[] {
  const oldest = oldestReal(judged);
  if (oldest === undefined) return [];
  return recentDatapoints(range.filter(({ startMs }) => startMs >= oldest.startMs).map(({ value }) => value));
}

function oldestReal({ periods }: Judged): AlarmPeriod | undefined {
  return periods.findLast(({ value }) => value !== undefined);
}
