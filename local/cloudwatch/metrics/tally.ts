import { addDistributions, countsOf, type Distribution, distributionOf } from './distribution.ts';
import type { StatisticSet } from './metric.ts';

/** A statistic set as it is kept: how often values were observed is known to 1 %. */
export interface Tally extends Omit<StatisticSet, 'counts'> {
  /** Left out where all values are the same, as it follows from them, and where it is not known. */
  readonly distribution: Distribution | undefined;
}

/** A statistic set in the form in which it is kept. */
export function tallyOf({ counts, ...set }: StatisticSet): Tally {
  const isKnown = counts !== undefined && counts.size > 0 && set.minimum < set.maximum;
  return { ...set, distribution: isKnown ? distributionOf(counts) : undefined };
}

/** What was observed in either: the order does not matter. */
export function addTallies(a: Tally, b: Tally): Tally {
  const minimum = Math.min(a.minimum, b.minimum);
  const maximum = Math.max(a.maximum, b.maximum);
  return {
    sampleCount: a.sampleCount + b.sampleCount,
    sum: a.sum + b.sum,
    minimum,
    maximum,
    distribution: minimum < maximum ? addKnown(knownDistribution(a), knownDistribution(b)) : undefined,
  };
}

function addKnown(a: Distribution | undefined, b: Distribution | undefined): Distribution | undefined {
  return a === undefined || b === undefined ? undefined : addDistributions(a, b);
}

/** The statistic set of a tally; it has counts if they are known of everything in it. */
export function setOf(tally: Tally): StatisticSet {
  const { distribution: _, ...set } = tally;
  const known = knownDistribution(tally);
  return known === undefined ? set : { ...set, counts: countsOf(known, tally) };
}

/**
 * Of a statistic set without counts, CloudWatch knows the values only if all of them are the same.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html#Percentiles-trimmedmean-requirements
 */
function knownDistribution(tally: Tally): Distribution | undefined {
  const { distribution, minimum, maximum, sampleCount, sum } = tally;
  if (distribution !== undefined) return distribution;
  const expected = minimum * sampleCount;
  const isOneValue = minimum === maximum && Math.abs(sum - expected) <= 1e-9 * Math.abs(expected);
  return isOneValue ? distributionOf(new Map([[minimum, sampleCount]])) : undefined;
}
