/** What counts as a difference, and as one that matters. */
export interface ComparisonOptions {
  /** From 0 up to 1; the same numbers give the same comparison. */
  readonly random: () => number;
  /** A probability below it counts as a difference: with 0.01, one comparison in a hundred reports one by chance. */
  readonly significance?: number;
  readonly permutations?: number;
  /**
   * Response times matter that differ by more than both: visitors do not notice less than 20 ms, and 10 % is what two
   * tasks of a service differ by.
   */
  readonly leastShare?: number;
  readonly leastMs?: number;
  /** Error rates and dropped journeys matter that differ by more than this: 0.001 is one request in a thousand. */
  readonly leastRate?: number;
}

export const comparisonDefaults = {
  significance: 0.01,
  permutations: 9_999,
  leastShare: 0.1,
  leastMs: 20,
  leastRate: 0.001,
} as const satisfies Omit<ComparisonOptions, 'random'>;

export type FilledOptions = Required<ComparisonOptions>;
