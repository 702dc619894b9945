import type { MathFunction } from '../math-context.ts';
import { derived, mapSeries } from '../math-value.ts';
import { onlyOperand } from './operands.ts';

/** A value from a point and the one before it, and the seconds between the two. */
type Change = (value: number, before: number, seconds: number) => number;

/** Functions of each value and those before it. The first value has no change. */
export const changes = {
  DIFF: change((value, before) => value - before),
  DIFF_TIME: change((_value, _before, seconds) => seconds),
  RATE: change((value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: (operands) =>
    mapSeries(onlyOperand(operands), (series) => {
      let sum = 0;
      return derived(
        series,
        [...series.points].map(([at, value]) => {
          sum += value;
          return [at, sum] as const;
        }),
      );
    }),
} as const satisfies Readonly<Record<string, MathFunction>>;

function change(changeOf: Change): MathFunction {
  return (operands, { secondsOf }) =>
    mapSeries(onlyOperand(operands), (series) => {
      const points = [...series.points];
      const changed = points.slice(1).map(([at, value], index) => {
        const [atBefore, before] = points[index] ?? [at, value];
        return [at, changeOf(value, before, secondsOf(at - atBefore))] as const;
      });
      return derived(series, changed);
    });
}
