/** The value that `share` (0 to 1) of the values do not exceed, by the nearest rank. Raises a RangeError without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new RangeError('A percentile needs at least one value');
  return value;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const half = values.length / 2;
  if (values.length % 2 === 1) return percentile(values, 0.5);
  const sorted = values.toSorted((left, right) => left - right);
  return (percentile(sorted.slice(0, half), 1) + percentile(sorted.slice(half), 0)) / 2;
}
