/** Each journey gets some, however rare it is: the next visitor often comes while the last one is still under way. */
const leastEach = 3;

/** Divides visitors by shares without losing any: whole numbers that add up to `visitors`, or to one each if they are fewer. */
export function divideVisitors(visitors: number, shares: readonly number[]): readonly number[] {
  const least = Math.max(1, Math.min(leastEach, Math.floor(visitors / shares.length)));
  const rest = Math.max(0, visitors - least * shares.length);
  const whole = shares.reduce((total, share) => total + share, 0);
  const upTo = shares.map((_, index) =>
    Math.round((shares.slice(0, index + 1).reduce((total, share) => total + share, 0) / whole) * rest),
  );
  return shares.map((_, index) => least + (upTo[index] ?? 0) - (upTo[index - 1] ?? 0));
}
