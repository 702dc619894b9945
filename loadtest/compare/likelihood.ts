import { errorFunction, mean, permutationTest, sampleVariance } from 'simple-statistics';
import { neighbourCorrelation } from './neighbour-correlation.ts';

/** A value of one window; values are only compared within a part of the plan. */
export interface WindowValue {
  readonly part: number;
  readonly value: number;
}

/** The values of one run, in the order of time. */
export type Series = readonly WindowValue[];

/** `ranks` is robust against a few windows that are far off (the Wilcoxon rank-sum test); `means` counts how much in all. */
export type Statistic = 'ranks' | 'means';

/** A probability that no exact test would turn into a difference. */
const plainlyAlike = 0.3;

type Sides = readonly [readonly number[], readonly number[]];

export interface TestSettings {
  readonly permutations: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export interface Likelihood {
  /** How likely a difference at least this large is, in either direction, between runs of the same store. */
  readonly probability: number;
  /** How many independent windows those of the side with fewer are worth. */
  readonly independentWindows: number;
}

/**
 * How likely it is that windows of the same store, dealt to two sides, differ as much as the sides do. Ranks nearly have the
 * normal distribution, from a dozen windows on; sums of rare errors do not, so that their permutations are tried. Levels of
 * the parts of the plan are taken off first. Windows that resemble their neighbours are worth fewer: the variance is that of
 * the effective number of observations, as for a first-order autoregressive series.
 * @see https://doi.org/10.1175/1520-0442(1995)008<0336:TSCIAI>2.0.CO;2
 */
export function likelihoodOf(
  earlier: readonly Series[],
  later: readonly Series[],
  statistic: Statistic,
  settings: TestSettings,
): Likelihood {
  const levels = levelsOf(earlier.flat(), later.flat());
  const [before, after] = [levelled(earlier, levels), levelled(later, levels)];
  const correlation = neighbourCorrelation([...before, ...after]);
  const worth = (1 - correlation) / (1 + correlation);
  const fewer = Math.min(before.flat().length, after.flat().length);
  const sides =
    statistic === 'ranks' ? ranked(before.flat(), after.flat()) : ([before.flat(), after.flat()] as const);
  const nearly = approximated(sides, worth);
  const isEnough = statistic === 'ranks' || nearly > plainlyAlike;
  const probability = isEnough ? nearly : Math.max(nearly, permuted(sides, settings));
  return { probability, independentWindows: fewer * worth };
}

/** The mean of each part that both sides have. */
function levelsOf(earlier: Series, later: Series): ReadonlyMap<number, number> {
  const parts = [...new Set(earlier.map(({ part }) => part))].filter((each) =>
    later.some(({ part }) => part === each),
  );
  const all = Map.groupBy([...earlier, ...later], ({ part }) => part);
  return new Map(parts.map((part) => [part, mean((all.get(part) ?? []).map(({ value }) => value))]));
}

function levelled(
  runs: readonly Series[],
  levels: ReadonlyMap<number, number>,
): readonly (readonly number[])[] {
  return runs.map((series) =>
    series.flatMap(({ part, value }) => {
      const level = levels.get(part);
      return level === undefined ? [] : [value - level];
    }),
  );
}

/** The ranks of all values, equal ones with their mean rank. */
function ranked(before: readonly number[], after: readonly number[]): Sides {
  const sorted = ascending([...before, ...after]);
  const rank = (value: number) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2;
  return [before.map(rank), after.map(rank)];
}

/** The sides are put in an order that does not depend on which is the earlier one, so that the result does not either. */
function permuted([before, after]: Sides, { permutations, random }: TestSettings): number {
  if (areAlike([before, after])) return 1;
  const [left, right] = [ascending(before), ascending(after)];
  const [low, high] = mean(left) < mean(right) ? [left, right] : [right, left];
  const asFar = permutationTest(low, high, 'two_side', permutations, random);
  // What was observed is one of the ways, so that nothing has a probability of 0.
  return (asFar * permutations + 1) / (permutations + 1);
}

/** By the normal distribution, which the differences of all ways nearly have, with the variance of fewer observations. */
function approximated([before, after]: Sides, worth: number): number {
  if (areAlike([before, after])) return 1;
  const variance = sampleVariance([...before, ...after]) * (1 / before.length + 1 / after.length);
  const z = Math.abs(mean([...before]) - mean([...after])) / Math.sqrt(variance / worth);
  return 1 - errorFunction(z / Math.SQRT2);
}

function areAlike([before, after]: Sides): boolean {
  return before.length === 0 || after.length === 0 || mean([...before]) === mean([...after]);
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((left, right) => left - right);
}
