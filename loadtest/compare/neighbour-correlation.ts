import { mean } from 'simple-statistics';

/**
 * How much windows resemble the next one of the same run, from 0 up to nearly 1: their correlation within each run, so that
 * a difference between runs does not count. Estimates of short runs are too low, which is made up for.
 * @see https://doi.org/10.1093/biomet/41.3-4.403
 */
export function neighbourCorrelation(runs: readonly (readonly number[])[]): number {
  const long = runs.filter(({ length }) => length > 2).map(centred);
  const [squares, products] = [sumOf(long, square), sumOf(long, withNext)];
  if (squares === 0) return 0;
  const length = mean(long.map((run) => run.length));
  const estimate = (products / squares) * (length / (length - 1));
  return Math.min(Math.max(0, estimate + (1 + 3 * estimate) / length), highest);
}

const highest = 0.99;

function centred(run: readonly number[]): readonly number[] {
  const middle = mean([...run]);
  return run.map((value) => value - middle);
}

function sumOf(
  runs: readonly (readonly number[])[],
  term: (value: number, index: number, run: readonly number[]) => number,
): number {
  return runs.flatMap((run) => run.map(term)).reduce((sum, value) => sum + value, 0);
}

const square = (value: number) => value * value;
const withNext = (value: number, index: number, run: readonly number[]) => value * (run[index + 1] ?? 0);
