/**
 * Probabilities of several tests, raised so that all of them together err as rarely as one alone would (Holm–Bonferroni).
 * @see https://www.jstor.org/stable/4615733
 */
export function adjustedForAll(probabilities: readonly number[]): readonly number[] {
  const order = probabilities.map((_, index) => index).toSorted((a, b) => at(a) - at(b));
  const adjusted = probabilities.map(() => 1);
  let highest = 0;
  for (const [rank, index] of order.entries()) {
    highest = Math.max(highest, Math.min(1, at(index) * (order.length - rank)));
    adjusted[index] = highest;
  }
  return adjusted;

  function at(index: number): number {
    return probabilities[index] ?? 1;
  }
}
