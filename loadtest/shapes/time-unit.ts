/** Rates as k6 takes them: whole numbers of journeys in a unit of time. */
export interface CountedRates {
  readonly seconds: number;
  readonly counts: readonly number[];
}

/** Far below a thousandth, and far above the errors of floating-point numbers. */
const tolerance = 1e-6;
const units = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/**
 * The share of these rates, in the shortest unit in which all of them are whole. Rates of whole thousandths and shares of
 * three digits are always exact; others are within a millionth of a journey a second.
 */
export function chooseTimeUnit(ratesPerSecond: readonly number[], share: number): CountedRates {
  const seconds = units.find((unit) => ratesPerSecond.every((rate) => isWhole(rate * share * unit)));
  const chosen = seconds ?? 1_000_000;
  return { seconds: chosen, counts: ratesPerSecond.map((rate) => Math.round(rate * share * chosen)) };
}

function isWhole(count: number): boolean {
  return Math.abs(count - Math.round(count)) < tolerance;
}
