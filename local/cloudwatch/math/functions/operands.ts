import { MathProblem } from '../math-problem.ts';
import { type MathValue, nameOf, type TimeSeries } from '../math-value.ts';

/** The only operand of a function. */
export function onlyOperand([first, ...more]: readonly MathValue[]): MathValue {
  if (first === undefined || more.length > 0) {
    throw new MathProblem(`Expected one operand instead of ${first === undefined ? 0 : more.length + 1}`);
  }
  return first;
}

/** The only operand, which has to be a single time series. */
export function onlySeries(operands: readonly MathValue[]): TimeSeries {
  const value = onlyOperand(operands);
  if (value.kind === 'series') return value.series;
  throw new MathProblem(`Expected a time series instead of ${nameOf(value)}`);
}

/** The only operand, which has to be an array of time series. */
export function onlyArray(operands: readonly MathValue[]): readonly TimeSeries[] {
  const value = onlyOperand(operands);
  if (value.kind === 'array') return value.all;
  throw new MathProblem(`Expected an array of time series instead of ${nameOf(value)}`);
}
