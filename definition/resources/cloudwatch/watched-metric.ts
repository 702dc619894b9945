import type { WatchedMetric } from '../../model/alarms.ts';
import { present } from '../../properties/present.ts';
import { toMetricQuery, type WrittenQuery } from './metric-query.ts';

/** A metric, or metric math, as alarms and scaling policies of a template have it. */
export interface WrittenMetric {
  readonly Metrics?: readonly WrittenQuery[] | undefined;
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: Readonly<Record<string, string>> | undefined;
  readonly Statistic?: string | undefined;
  readonly Period?: number | undefined;
  readonly Unit?: string | undefined;
}

/** What is watched; undefined where it is neither metric math alone, nor one metric with all that it needs. */
export function toWatchedMetric({ Metrics, ...single }: WrittenMetric): WatchedMetric | undefined {
  if (Metrics !== undefined) {
    const isAlone = Object.values(single).every((each) => each === undefined);
    return isAlone ? { kind: 'math', queries: Metrics.map(toMetricQuery) } : undefined;
  }
  const { Namespace: namespace, MetricName: metricName, Dimensions: dimensions = {} } = single;
  const { Statistic: stat, Period: periodSeconds, Unit: unit } = single;
  if (namespace === undefined || metricName === undefined) return undefined;
  if (stat === undefined || periodSeconds === undefined) return undefined;
  const metric = { namespace, metricName, dimensions };
  return { kind: 'metric', metric, stat, periodSeconds, ...present({ unit }) };
}
