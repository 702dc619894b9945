import type { MetricQuery, MetricStat } from '../../../definition/model/alarms.ts';
import type { MetricReader, PeriodRange } from '../metrics/metric-reader.ts';
import { periodStarts } from '../metrics/periods.ts';
import { readStatistic, statisticOf } from '../metrics/statistic.ts';
import type { MathContext } from './math-context.ts';

/** What expressions can look at, with what a period of one second lasts. */
export interface QueryContext extends MathContext {
  readonly secondMs: number;
}

/** The shortest period of the metrics among queries, else of the expressions; undefined where none has one. */
export function shortestPeriodMs(queries: readonly MetricQuery[]): number | undefined {
  const ofMetrics = queries.flatMap(({ metricStat }) => metricStat?.periodSeconds ?? []);
  const ofExpressions = queries.flatMap(({ periodSeconds }) => periodSeconds ?? []);
  const seconds = ofMetrics.length > 0 ? ofMetrics : ofExpressions;
  return seconds.length > 0 ? Math.min(...seconds) * 1000 : undefined;
}

/** Reads the metrics of queries. Raises `ValidationError` for a statistic that there is none of. */
export function queryContext(
  queries: readonly MetricQuery[],
  range: PeriodRange,
  reader: MetricReader,
): QueryContext {
  const secondMs = (1000 * range.periodMs) / (shortestPeriodMs(queries) ?? range.periodMs);
  const metrics = queries.flatMap(({ id, label, metricStat }) => {
    if (metricStat === undefined) return [];
    const periodMs = metricStat.periodSeconds * secondMs;
    const points = readPoints(metricStat, { ...range, periodMs }, reader);
    return [
      { id, series: { label: label ?? metricStat.metric.metricName, periodMs, isMetric: true, points } },
    ];
  });
  return {
    metrics,
    secondMs,
    periodMs: range.periodMs,
    startsOf: (periodMs) => periodStarts({ ...range, periodMs }),
    secondsOf: (milliseconds) => milliseconds / secondMs,
  };
}

/** The same for an expression with a period of its own. */
export function contextOf({ periodSeconds }: MetricQuery, context: QueryContext): QueryContext {
  return periodSeconds === undefined ? context : { ...context, periodMs: periodSeconds * context.secondMs };
}

function readPoints({ metric, stat, unit }: MetricStat, range: PeriodRange, reader: MetricReader) {
  const wanted = readStatistic(stat);
  const points = new Map<number, number>();
  for (const { startMs, values } of reader.read(metric, range, unit)) {
    const value = statisticOf(values, wanted);
    if (value !== undefined) points.set(startMs, value);
  }
  return points;
}
