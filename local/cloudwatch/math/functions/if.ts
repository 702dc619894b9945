import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { derived, type MathValue, nameOf } from '../math-value.ts';

/**
 * Takes the second operand where the first one is not 0, and the third elsewhere. Where the condition has no value there
 * is none; where it is met and the second operand has none, it is 0.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#using-IF-expressions
 */
export const IF: MathFunction = ([condition, met, unmet, ...more]) => {
  if (condition === undefined || met === undefined || more.length > 0) {
    throw new MathProblem('IF expects a condition, a value, and another one if it is not met');
  }
  const ifMet = valueAt(met);
  const ifUnmet = unmet === undefined ? () => undefined : valueAt(unmet);
  if (condition.kind === 'scalar') return ofScalar(condition.value !== 0, met, unmet);
  if (condition.kind !== 'series') throw new MathProblem(`IF cannot be applied to ${nameOf(condition)}`);
  const points = [...condition.series.points].flatMap(([at, holds]) => {
    const value = holds === 0 ? ifUnmet(at) : (ifMet(at) ?? 0);
    return value === undefined ? [] : [[at, value] as const];
  });
  return { kind: 'series', series: derived(condition.series, points) };
};

function valueAt(value: MathValue): (at: number) => number | undefined {
  if (value.kind === 'scalar') return () => value.value;
  if (value.kind === 'series') return (at) => value.series.points.get(at);
  throw new MathProblem(`IF expects a number or a time series instead of ${nameOf(value)}`);
}

/** Without a third operand, an empty series. */
function ofScalar(isMet: boolean, met: MathValue, unmet: MathValue | undefined): MathValue {
  if (isMet) return met;
  if (unmet !== undefined) return unmet;
  if (met.kind === 'series') return { kind: 'series', series: derived(met.series, []) };
  throw new MathProblem('IF expects a time series as one of its operands');
}
