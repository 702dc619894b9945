import type { MathValue, TimeSeries } from './math-value.ts';

/** What the functions of an expression can look at. */
export interface MathContext {
  /** The metrics of the request, in its order. */
  readonly metrics: readonly { readonly id: string; readonly series: TimeSeries }[];
  /** The period of what depends on no metric. */
  readonly periodMs: number;
  /** When the periods of a length in the requested range begin. */
  readonly startsOf: (periodMs: number) => readonly number[];
  /** How many seconds a time lasts that is declared as such: a time scale of ten makes 6 seconds of a minute. */
  readonly secondsOf: (milliseconds: number) => number;
}

/** A function of metric math. Raises a `MathProblem`. */
export type MathFunction = (operands: readonly MathValue[], context: MathContext) => MathValue;
