/** Values and how often each was observed, the least first. */
export type WeightedValues = readonly (readonly [value: number, count: number])[];

/** How much is in a part of the values, and what it adds up to. */
export interface Part {
  readonly count: number;
  readonly sum: number;
}

/** Counts by value as a list. */
export function weightedValues(counts: ReadonlyMap<number, number>): WeightedValues {
  return [...counts].sort(([a], [b]) => a - b);
}

/** How many values there are. */
export function totalCount(values: WeightedValues): number {
  return values.reduce((total, [, count]) => total + count, 0);
}

/** The least value that a share of all values does not exceed; the share is between 0 and 1. */
export function quantile(values: WeightedValues, share: number): number | undefined {
  // A share such as 0.999 of 1000 values is a little more than 999 of them.
  const rank = share * totalCount(values) * (1 - 1e-12);
  let seen = 0;
  const found = values.find(([, count]) => {
    seen += count;
    return seen >= rank;
  });
  return (found ?? values.at(-1))?.[0];
}

/** What lies between two shares of the values; of a value at the edge, a fraction. Five values have 4.5 up to 90 %. */
export function partBetween(values: WeightedValues, fromShare: number, toShare: number): Part {
  const total = totalCount(values);
  let [seen, count, sum] = [0, 0, 0];
  for (const [value, own] of values) {
    const inside = Math.max(0, Math.min(seen + own, toShare * total) - Math.max(seen, fromShare * total));
    seen += own;
    count += inside;
    sum += inside * value;
  }
  return { count, sum };
}

/** What is in the values for which a condition holds. */
export function partOf(values: WeightedValues, isIn: (value: number) => boolean): Part {
  const inside = values.filter(([value]) => isIn(value));
  return { count: totalCount(inside), sum: inside.reduce((sum, [value, count]) => sum + value * count, 0) };
}
