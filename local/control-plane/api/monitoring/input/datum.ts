import { z } from 'zod';
import { type MetricDatum, observed, type StatisticSet } from '../../../../cloudwatch/metrics/metric.ts';
import { dimensions, metricId, metricName } from './dimensions.ts';
import { unit } from './units.ts';
import { list, number, timestamp } from './values.ts';

const mostValues = 150;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const datum = z.object({
  MetricName: metricName,
  Dimensions: dimensions.optional(),
  Timestamp: timestamp.optional(),
  Value: number.optional(),
  StatisticValues: z
    .object({ SampleCount: number, Sum: number, Minimum: number, Maximum: number })
    .optional(),
  Values: list(number, mostValues).optional(),
  Counts: list(number, mostValues).optional(),
  Unit: unit.optional(),
  StorageResolution: number.optional(),
});

export type Datum = z.output<typeof datum>;

/** A datum as the model has it; undefined for values that were all observed zero times. */
export function metricDatum(Namespace: string, given: Datum, nowMs: number): MetricDatum | undefined {
  const values = setOf(given);
  if (values === undefined) return undefined;
  return {
    metric: metricId({ Namespace, ...given }),
    atMs: given.Timestamp ?? nowMs,
    unit: given.Unit ?? 'None',
    values,
    isHighResolution: given.StorageResolution === 1,
  };
}

/** CloudWatch takes the statistic set where there are values as well. */
function setOf({ Value, StatisticValues, Values = [], Counts = [] }: Datum): StatisticSet | undefined {
  if (Value !== undefined) return observed(Value);
  if (StatisticValues === undefined) return setOfValues(Values, Counts);
  const { SampleCount: sampleCount, Sum: sum, Minimum: minimum, Maximum: maximum } = StatisticValues;
  return { sampleCount, sum, minimum, maximum };
}

/** A value that was observed zero times still is the minimum or the maximum, as CloudWatch was seen to do. */
function setOfValues(values: readonly number[], given: readonly number[]): StatisticSet | undefined {
  const counts = new Map<number, number>();
  values.forEach((value, index) => {
    counts.set(value, (counts.get(value) ?? 0) + (given[index] ?? 1));
  });
  const sampleCount = [...counts.values()].reduce((total, count) => total + count, 0);
  if (sampleCount === 0) return undefined;
  const sum = [...counts].reduce((total, [value, count]) => total + value * count, 0);
  const observedOnes = new Map([...counts].filter(([, count]) => count > 0));
  return {
    sampleCount,
    sum,
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    counts: observedOnes,
  };
}
