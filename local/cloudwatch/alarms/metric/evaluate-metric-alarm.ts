import type { MetricAlarm } from '../../../../definition/model/alarms.ts';
import type { MetricReader } from '../../metrics/metric-reader.ts';
import { scales } from '../alarm-actions.ts';
import type { AlarmRecord } from '../alarms-state.ts';
import { withState } from '../with-state.ts';
import { alarmPeriods } from './alarm-periods.ts';
import { judgeMetricAlarm } from './judge-metric-alarm.ts';
import { metricRule } from './metric-rule.ts';
import { stateReason } from './state-reason.ts';
import { recentValues, stateReasonData } from './state-reason-data.ts';

/** When alarms are judged: real times, and how many times as fast an alarm's own time runs. */
export interface EvaluationTime {
  readonly nowMs: number;
  /** How long a metric may take after its period until it is there. */
  readonly deliveryMs: number;
  readonly timeScale: number;
  /** Since when metrics are observed without a gap, where they were not always. */
  readonly observedSinceMs?: number;
}

/** An alarm after its evaluation: the same one where nothing changed. `reader` gives the metrics in the alarm's time. */
export function evaluateMetricAlarm(
  record: AlarmRecord,
  alarm: MetricAlarm,
  reader: MetricReader,
  { nowMs, deliveryMs, timeScale, observedSinceMs = Number.NEGATIVE_INFINITY }: EvaluationTime,
): AlarmRecord {
  const rule = metricRule(alarm);
  const evaluation = { nowMs: nowMs * timeScale, deliveryMs: deliveryMs * timeScale };
  const range = alarmPeriods(alarm, rule, evaluation, reader).map((period) => ({
    ...period,
    startMs: period.startMs / timeScale,
  }));
  const judged = judgeMetricAlarm(alarm, rule, range, { before: record.state, observedSinceMs });
  const next = {
    state: judged.state,
    reason: stateReason(rule, judged),
    reasonData: stateReasonData(alarm, rule, judged, { range, nowMs }),
  };
  const recent = recentValues(judged, range).filter((value) => value !== undefined);
  return withRecent(withState(record, next, nowMs), recent);
}

/** Kept where a scaling policy decides by them: for the others the state on disk would change each minute. */
function withRecent(record: AlarmRecord, recentDatapoints: readonly number[]): AlarmRecord {
  const known = record.recentDatapoints ?? [];
  const isSame =
    known.length === recentDatapoints.length &&
    known.every((value, index) => value === recentDatapoints[index]);
  return isSame || !scales(record) ? record : { ...record, recentDatapoints };
}
