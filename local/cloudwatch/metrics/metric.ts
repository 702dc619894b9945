import type { MetricId } from '../../../definition/model/alarms.ts';

/**
 * Observations of one period, or a single one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html
 */
export interface StatisticSet {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How often each value was observed, for percentiles; absent where only the set is known. */
  readonly counts?: ReadonlyMap<number, number>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export interface MetricDatum {
  readonly metric: MetricId;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** One of AWS's names, such as `Percent`; `None` where there is none. */
  readonly unit: string;
  readonly values: StatisticSet;
  /** Whether periods below a minute can be read. */
  readonly isHighResolution: boolean;
}

/** One string for each metric: the dimensions in the order of their names. */
export function metricKey({ namespace, metricName, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, metricName, sorted]);
}

/** The set of a single observation. */
export function observed(value: number): StatisticSet {
  return { sampleCount: 1, sum: value, minimum: value, maximum: value, counts: new Map([[value, 1]]) };
}
