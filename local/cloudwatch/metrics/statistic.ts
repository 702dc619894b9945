import { Failure } from '../../../failure/failure.ts';
import type { StatisticSet } from './metric.ts';
import { type BasicStatistic, parseStatistic, type Statistic } from './parse-statistic.ts';
import {
  partBetween,
  partOf,
  quantile,
  totalCount,
  type WeightedValues,
  weightedValues,
} from './weighted-values.ts';

/**
 * A statistic such as `Average`, `p99` or `TM(10%:90%)`; undefined if it does not follow from what is known of the
 * values. Raises `ValidationError` for one that CloudWatch does not have.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function statistic(values: StatisticSet, stat: string): number | undefined {
  return statisticOf(values, readStatistic(stat));
}

/** Reads the name of a statistic. Raises `ValidationError` for one that CloudWatch does not have. */
export function readStatistic(stat: string): Statistic {
  const parsed = parseStatistic(stat);
  if (parsed !== undefined) return parsed;
  throw new Failure('ValidationError', `The value ${stat} for parameter Stat is not supported.`, {
    hint: 'CloudWatch has SampleCount, Average, Sum, Minimum, Maximum, p99, tm99, TM(10%:90%) and the like.',
  });
}

/** The same as `statistic` of a name that was read before. */
export function statisticOf(set: StatisticSet, stat: Statistic): number | undefined {
  switch (stat.kind) {
    case 'basic':
      return basicStatistic(set, stat.name);
    case 'percentile':
      return percentile(set, stat.percent);
    case 'range': {
      const values = knownValues(set);
      return values && rangeStatistic(values, stat);
    }
  }
}

function basicStatistic(set: StatisticSet, name: BasicStatistic): number {
  switch (name) {
    case 'SampleCount':
      return set.sampleCount;
    case 'Sum':
      return set.sum;
    case 'Average':
      return set.sum / set.sampleCount;
    case 'Minimum':
      return set.minimum;
    case 'Maximum':
      return set.maximum;
  }
}

/** CloudWatch gave p0 and p100 of sets of which nothing else was known, and of negative values. */
function percentile(set: StatisticSet, percent: number): number | undefined {
  if (percent === 0) return set.minimum;
  if (percent === 100) return set.maximum;
  const values = knownValues(set);
  return values && quantile(values, percent / 100);
}

/** The values, where each is known; CloudWatch has no percentiles as soon as one is negative. */
function knownValues({ counts, minimum, maximum, sampleCount }: StatisticSet): WeightedValues | undefined {
  if (minimum < 0) return undefined;
  if (minimum === maximum) return [[minimum, sampleCount]];
  return counts && weightedValues(counts);
}

type RangeStatistic = Extract<Statistic, { kind: 'range' }>;

function rangeStatistic(values: WeightedValues, stat: RangeStatistic): number | undefined {
  const { count, sum } = partIn(values, stat);
  switch (stat.measure) {
    case 'count':
      return count;
    case 'sum':
      return sum;
    case 'mean':
      return count > 0 ? sum / count : undefined;
    case 'winsorized mean':
      return winsorizedMean(values, stat);
    case 'rank':
      return (100 * count) / totalCount(values);
  }
}

/** Values equal to the lower bound are left out, except for a percentile rank: PR(2:10) of 2 and 10 was 100. */
function partIn(values: WeightedValues, { unit, from, to, measure }: RangeStatistic) {
  if (unit === 'percent') return partBetween(values, (from ?? 0) / 100, (to ?? 100) / 100);
  const isAbove = (value: number) =>
    from === undefined || value > from || (measure === 'rank' && value === from);
  return partOf(values, (value) => isAbove(value) && (to === undefined || value <= to));
}

/** The mean when what is outside of the bounds counts as if it were at them. */
function winsorizedMean(values: WeightedValues, { unit, from, to }: RangeStatistic): number {
  const isShare = unit === 'percent';
  const low = isShare && from !== undefined ? quantile(values, from / 100) : from;
  const high = isShare && to !== undefined ? quantile(values, to / 100) : to;
  const sum = values.reduce(
    (total, [value, count]) => total + count * Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity),
    0,
  );
  return sum / totalCount(values);
}
