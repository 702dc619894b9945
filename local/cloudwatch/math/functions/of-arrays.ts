import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { type MathValue, nameOf, scalar, type TimeSeries } from '../math-value.ts';
import { onlyArray } from './operands.ts';

/** Functions that make arrays of time series, or take them apart. */
export const ofArrays = {
  METRICS: (operands, { metrics }) => {
    const part = idPart(operands);
    return { kind: 'array', all: metrics.filter(({ id }) => id.includes(part)).map(({ series }) => series) };
  },
  METRIC_COUNT: (operands) => scalar(onlyArray(operands).length),
  FIRST: (operands) => single(onlyArray(operands).at(0)),
  LAST: (operands) => single(onlyArray(operands).at(-1)),
  REMOVE_EMPTY: (operands) => ({
    kind: 'array',
    all: onlyArray(operands).filter(({ points }) => points.size > 0),
  }),
} as const satisfies Readonly<Record<string, MathFunction>>;

/** `METRICS("errors")` are those with `errors` in their id. */
function idPart([part, ...more]: readonly MathValue[]): string {
  if (part === undefined) return '';
  if (part.kind === 'text' && more.length === 0) return part.text;
  throw new MathProblem(`METRICS expects a part of an id instead of ${nameOf(part)}`);
}

function single(series: TimeSeries | undefined): MathValue {
  if (series === undefined) throw new MathProblem('Expected at least one time series');
  return { kind: 'series', series };
}
