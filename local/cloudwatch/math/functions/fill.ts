import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { derived, type MathValue, mapSeries, nameOf, type TimeSeries } from '../math-value.ts';

/** The value for a period without one; undefined where there is still none. */
type Filler = (startMs: number) => number | undefined;

/**
 * Fills the periods of the requested range that have no value: with a number, with another series, with the last value
 * (`REPEAT`), or with what lies on the line between the values around them (`LINEAR`).
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export const FILL: MathFunction = ([value, filler, ...more], { startsOf }) => {
  if (value === undefined || filler === undefined || more.length > 0) {
    throw new MathProblem('FILL expects a time series or an array of them, and what to fill it with');
  }
  return mapSeries(value, (series) => {
    const fill = fillerOf(filler, series);
    const starts = new Set([...series.points.keys(), ...startsOf(series.periodMs)]);
    const points = [...starts]
      .sort((a, b) => a - b)
      .flatMap((startMs) => {
        const filled = series.points.get(startMs) ?? fill(startMs);
        return filled === undefined ? [] : [[startMs, filled] as const];
      });
    return derived(series, points);
  });
};

function fillerOf(filler: MathValue, { points }: TimeSeries): Filler {
  if (filler.kind === 'scalar') return () => filler.value;
  if (filler.kind === 'series') return (startMs) => filler.series.points.get(startMs);
  const known = [...points];
  if (filler.kind === 'text' && filler.text === 'REPEAT') {
    return (startMs) => known.findLast(([at]) => at < startMs)?.[1];
  }
  if (filler.kind === 'text' && filler.text === 'LINEAR') return (startMs) => onLine(known, startMs);
  throw new MathProblem(
    `FILL expects a number, a time series, REPEAT or LINEAR instead of ${nameOf(filler)}`,
  );
}

/** Assumed: before the first value and behind the last one there is nothing to draw a line between. */
function onLine(known: readonly (readonly [number, number])[], startMs: number): number | undefined {
  const before = known.findLast(([at]) => at < startMs);
  const after = known.find(([at]) => at > startMs);
  if (before === undefined || after === undefined) return undefined;
  const share = (startMs - before[0]) / (after[0] - before[0]);
  return before[1] + share * (after[1] - before[1]);
}
