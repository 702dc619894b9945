import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { derived, nameOf, scalar, shortestPeriod, type TimeSeries, timesOf } from '../math-value.ts';
import { onlyOperand } from './operands.ts';

/** Makes one number of the values that are there, of as many as there could be. */
type Reduction = (values: readonly number[], possible: number) => number;

/**
 * A number of one time series, or a time series of an array of them. `AVG` and `STDDEV` take a missing value as 0, as
 * AWS says of the former; `MIN` and `MAX` leave it out.
 */
export const reductions = {
  SUM: reduction(sum),
  AVG: reduction((values, possible) => sum(values) / possible),
  MIN: reduction((values) => Math.min(...values)),
  MAX: reduction((values) => Math.max(...values)),
  STDDEV: reduction(standardDeviation),
  DATAPOINT_COUNT: reduction(({ length }) => length),
} as const satisfies Readonly<Record<string, MathFunction>>;

function reduction(reduce: Reduction): MathFunction {
  return (operands, { startsOf, periodMs }) => {
    const value = onlyOperand(operands);
    switch (value.kind) {
      case 'series': {
        const { points, periodMs: own } = value.series;
        return scalar(reduce([...points.values()], Math.max(points.size, startsOf(own).length)));
      }
      case 'array':
        return { kind: 'series', series: across(value.all, reduce, periodMs) };
      case 'scalar':
      case 'text':
        throw new MathProblem(`Expected a time series or an array of them instead of ${nameOf(value)}`);
    }
  };
}

function across(all: readonly TimeSeries[], reduce: Reduction, periodMs: number): TimeSeries {
  const points = timesOf(all).map((at) => {
    const values = all.map(({ points }) => points.get(at)).filter((value) => value !== undefined);
    return [at, reduce(values, all.length)] as const;
  });
  const like = { label: '', isMetric: false, periodMs: shortestPeriod(all, periodMs), points: new Map() };
  return derived(like, points);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Of all possible values, not of a sample of them; Assumed, as AWS does not say. */
function standardDeviation(values: readonly number[], possible: number): number {
  const mean = sum(values) / possible;
  const squares = sum(values.map((value) => (value - mean) ** 2)) + (possible - values.length) * mean ** 2;
  return Math.sqrt(squares / possible);
}
