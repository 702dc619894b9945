import type { MetricId } from '../../../../definition/model/alarms.ts';
import type { MetricDatum, StatisticSet } from '../metric.ts';

/** A whole hour, and so the beginning of a period of any length up to that. */
export const hour = Date.UTC(2026, 8, 14, 1);

/** A metric without dimensions. */
export function metric(metricName: string): MetricId {
  return { namespace: 'Shop', metricName, dimensions: {} };
}

/** The set of values that are all known. */
export function setOfValues(values: readonly number[]): StatisticSet {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    counts,
  };
}

/** Values of the metric `Load` at a time. */
export function load(
  atMs: number,
  values: readonly number[],
  changes: Partial<MetricDatum> = {},
): MetricDatum {
  return {
    metric: metric('Load'),
    atMs,
    unit: 'None',
    values: setOfValues(values),
    isHighResolution: false,
    ...changes,
  };
}
