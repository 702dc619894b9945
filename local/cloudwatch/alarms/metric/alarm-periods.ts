import type {
  MetricAlarm,
  MetricQuery,
  MetricStat,
  WatchedMetric,
} from '../../../../definition/model/alarms.ts';
import { Failure } from '../../../../failure/failure.ts';
import type { AlarmRule } from '../../../scaling/alarms/alarm.ts';
import { datapointsAt } from '../../../scaling/alarms/evaluation-range.ts';
import { evaluateQueries } from '../../math/evaluate-queries.ts';
import type { MetricReader, PeriodRange } from '../../metrics/metric-reader.ts';
import { statistic } from '../../metrics/statistic.ts';
import type { Evaluation } from './evaluation.ts';
import { slideMs, slidingReader } from './sliding-periods.ts';

/** A period in an alarm's evaluation range. */
export interface AlarmPeriod {
  readonly startMs: number;
  /** Absent where the metric has no data. */
  readonly value?: number;
  /** Absent of an expression too. */
  readonly sampleCount?: number;
}

/** The periods in an alarm's evaluation range, the oldest first. */
export function alarmPeriods(
  alarm: MetricAlarm,
  rule: AlarmRule,
  evaluation: Evaluation,
  reader: MetricReader,
): readonly AlarmPeriod[] {
  const periodMs = rule.periodSeconds * 1000;
  const slide = slideMs(periodMs, evaluation);
  const starts = periodStarts(rule, { ...evaluation, nowMs: evaluation.nowMs - slide });
  const startMs = starts[0] ?? 0;
  const range = { startMs, endMs: startMs + starts.length * periodMs, periodMs };
  const periods = alarmValues(alarm.watched, range, slidingReader(reader, slide));
  const byStart = new Map(periods.map((period) => [period.startMs, period]));
  return starts.map((start) => ({ ...byStart.get(start), startMs: start + slide }));
}

function periodStarts(rule: AlarmRule, evaluation: Evaluation): readonly number[] {
  const starts: number[] = [];
  datapointsAt(rule, evaluation, (startMs) => {
    starts.push(startMs);
    return undefined;
  });
  return starts;
}

/**
 * The periods of what an alarm watches that have a value. What cannot be evaluated has no data, as on AWS, so that the
 * other alarms are judged all the same.
 */
export function alarmValues(
  watched: WatchedMetric,
  range: PeriodRange,
  reader: MetricReader,
): readonly AlarmPeriod[] {
  try {
    return watched.kind === 'metric'
      ? ofMetric(watched, range, reader)
      : ofExpression(watched.queries, range, reader);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function ofMetric(
  { metric, stat, unit }: MetricStat,
  range: PeriodRange,
  reader: MetricReader,
): readonly AlarmPeriod[] {
  return reader.read(metric, range, unit).flatMap(({ startMs, values }) => {
    const value = statistic(values, stat);
    return isValue(value) ? [{ startMs, value, sampleCount: values.sampleCount }] : [];
  });
}

function ofExpression(
  queries: readonly MetricQuery[],
  range: PeriodRange,
  reader: MetricReader,
): readonly AlarmPeriod[] {
  const result = evaluateQueries(queries, range, reader).find(({ returnData }) => returnData);
  return (result?.timestamps ?? []).flatMap((startMs, index) => {
    const value = result?.values[index];
    return isValue(value) ? [{ startMs, value }] : [];
  });
}

/** Neither JSON nor CloudWatch has an infinite datapoint. */
function isValue(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}
