import type { MetricDatum, StatisticSet } from '../../cloudwatch/metrics/metric.ts';

/** The set of these observations; undefined where there are none. */
export function statisticsOf(values: readonly number[]): StatisticSet | undefined {
  const [first, ...rest] = values;
  if (first === undefined) return undefined;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: rest.reduce((least, value) => Math.min(least, value), first),
    maximum: rest.reduce((most, value) => Math.max(most, value), first),
    counts,
  };
}

/** The set of one value that was observed so many times. */
export function repeated(value: number, times: number): StatisticSet {
  return {
    sampleCount: times,
    sum: value * times,
    minimum: value,
    maximum: value,
    counts: new Map([[value, times]]),
  };
}

/** Where and when something was observed, and in what. */
export interface Observed {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly atMs: number;
  readonly isHighResolution?: boolean;
}

/** A datum of a metric of one minute, unless it says otherwise; none without observations. */
export function datum(
  { namespace, dimensions, atMs, isHighResolution = false }: Observed,
  metricName: string,
  unit: string,
  values: StatisticSet | undefined,
): readonly MetricDatum[] {
  if (values === undefined) return [];
  return [{ metric: { namespace, metricName, dimensions }, atMs, unit, values, isHighResolution }];
}
