import type { MetricAlarm } from '../../../../definition/model/alarms.ts';
import type { MetricReader } from '../../metrics/metric-reader.ts';
import { alarmValues } from './alarm-periods.ts';
import { metricRule } from './metric-rule.ts';
import { inScaledTime } from './scaled-time.ts';

/** The value of a period. Times are real ones, in milliseconds since the epoch. */
export interface JudgedValue {
  readonly startMs: number;
  readonly value: number;
}

/**
 * The values that an alarm judges, of the periods that are over by the end of a range of real times; the oldest first. A
 * time scale shortens the periods.
 */
export function judgedValues(
  alarm: MetricAlarm,
  reader: MetricReader,
  timeScale: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): readonly JudgedValue[] {
  const periodMs = metricRule(alarm).periodSeconds * 1000;
  const boundary = (ms: number) => Math.floor((ms * timeScale) / periodMs) * periodMs;
  const range = { startMs: boundary(fromMs), endMs: boundary(toMs), periodMs };
  return alarmValues(alarm.watched, range, inScaledTime(reader, timeScale)).flatMap(({ startMs, value }) =>
    value === undefined ? [] : [{ startMs: startMs / timeScale, value }],
  );
}
