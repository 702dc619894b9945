import type { MathFunction } from '../math-context.ts';
import { MathProblem } from '../math-problem.ts';
import { derived, nameOf, scalar } from '../math-value.ts';
import { onlyOperand, onlySeries } from './operands.ts';

/** Functions of time. Those of the calendar have a value for each period of the range, in UTC; Monday is day 1. */
export const ofTime = {
  MINUTE: calendar((date) => date.getUTCMinutes()),
  HOUR: calendar((date) => date.getUTCHours()),
  DAY: calendar((date) => date.getUTCDay() || 7),
  DATE: calendar((date) => date.getUTCDate()),
  MONTH: calendar((date) => date.getUTCMonth() + 1),
  YEAR: calendar((date) => date.getUTCFullYear()),
  EPOCH: calendar((date) => date.getTime() / 1000),
  PERIOD: (operands, { secondsOf }) => {
    const { isMetric, periodMs } = onlySeries(operands);
    if (!isMetric) throw new MathProblem('PERIOD expects a metric instead of the result of an expression');
    return scalar(secondsOf(periodMs));
  },
  TIME_SERIES: (operands, { startsOf, periodMs }) => {
    const value = onlyOperand(operands);
    if (value.kind !== 'scalar') {
      throw new MathProblem(`TIME_SERIES expects a number instead of ${nameOf(value)}`);
    }
    const like = { label: '', isMetric: false, periodMs, points: new Map() };
    const points = startsOf(periodMs).map((startMs) => [startMs, value.value] as const);
    return { kind: 'series', series: derived(like, points) };
  },
} as const satisfies Readonly<Record<string, MathFunction>>;

function calendar(read: (date: Date) => number): MathFunction {
  return (operands, { startsOf }) => {
    const series = onlySeries(operands);
    const points = startsOf(series.periodMs).map((startMs) => [startMs, read(new Date(startMs))] as const);
    return { kind: 'series', series: derived(series, points) };
  };
}
