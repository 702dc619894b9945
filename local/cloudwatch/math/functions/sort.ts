import type { MathContext, MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import type { MathValue, TimeSeries } from '../math-value.ts';
import { onlyArray } from './operands.ts';
import { reductions } from './reductions.ts';

const measures = new Map<string, MathFunction>(
  (['AVG', 'MIN', 'MAX', 'SUM'] as const).map((name) => [name, reductions[name]]),
);
const orders = new Map([
  ['ASC', 1],
  ['DESC', -1],
]);

/** The words that say how to sort. */
export const sortingWords: readonly string[] = [...measures.keys(), ...orders.keys()];

/** Sorts an array of time series by a number of each: `SORT(METRICS(), AVG, DESC, 10)` has the ten highest averages. */
export const SORT: MathFunction = ([array, by, order, limit, ...more], context) => {
  const all = array === undefined ? [] : onlyArray([array]);
  const measure = measures.get(textOf(by));
  const sign = orders.get(textOf(order));
  const most = limit === undefined ? Infinity : numberOf(limit);
  if (array === undefined || !measure || sign === undefined || most === undefined || more.length > 0) {
    throw new MathProblem(
      'SORT expects an array, AVG, MIN, MAX or SUM, then ASC or DESC, and a limit or none',
    );
  }
  const rank = (series: TimeSeries) => sign * measured(measure, series, context);
  return { kind: 'array', all: all.toSorted((a, b) => rank(a) - rank(b)).slice(0, most) };
};

/** Takes a part of an array, from a number on, up to another or to the end; the first time series is number 0. */
export const SLICE: MathFunction = ([array, from, to, ...more]) => {
  const all = array === undefined ? [] : onlyArray([array]);
  const start = from && numberOf(from);
  const end = to === undefined ? all.length : numberOf(to);
  if (start === undefined || end === undefined || more.length > 0) {
    throw new MathProblem('SLICE expects an array, the first to take, and the one to stop at or none');
  }
  return { kind: 'array', all: all.slice(start, end) };
};

function measured(measure: MathFunction, series: TimeSeries, context: MathContext): number {
  const value = measure([{ kind: 'series', series }], context);
  // One without values comes last in ascending order.
  return value.kind === 'scalar' && Number.isFinite(value.value) ? value.value : Number.MAX_VALUE;
}

function textOf(value: MathValue | undefined): string {
  return value?.kind === 'text' ? value.text : '';
}

function numberOf(value: MathValue): number | undefined {
  return value.kind === 'scalar' && value.value >= 0 ? Math.floor(value.value) : undefined;
}
