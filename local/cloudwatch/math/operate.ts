import type { Operator } from './expression.ts';
import { MathProblem } from './math-problem.ts';
import {
  derived,
  type MathValue,
  mapNumbers,
  nameOf,
  scalar,
  type TimeSeries,
  timesOf,
} from './math-value.ts';

/**
 * Applies an operator. A series that has no value at a time at which the other one has counts as 0 there; what is
 * divided by zero has no value.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-arithmetic
 */
export function operate(operator: Operator, left: MathValue, right: MathValue): MathValue {
  const apply = operations[operator];
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(apply(left.value, right.value));
  if (left.kind === 'scalar') return mapNumbers(right, (number) => apply(left.value, number));
  if (right.kind === 'scalar') return mapNumbers(left, (number) => apply(number, right.value));
  if (left.kind === 'series') {
    if (right.kind === 'series') return { kind: 'series', series: combine(apply, left.series, right.series) };
    if (right.kind === 'array') {
      return {
        kind: 'array',
        all: right.all.map((each) => relabel(each, combine(apply, left.series, each))),
      };
    }
  }
  if (left.kind === 'array' && right.kind === 'series') {
    return { kind: 'array', all: left.all.map((each) => combine(apply, each, right.series)) };
  }
  throw new MathProblem(`Operator '${operator}' cannot be applied to ${nameOf(left)} and ${nameOf(right)}`);
}

type Operation = (left: number, right: number) => number;

const operations: Readonly<Record<Operator, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

function combine(apply: Operation, left: TimeSeries, right: TimeSeries): TimeSeries {
  const points = timesOf([left, right]).map(
    (at) => [at, apply(left.points.get(at) ?? 0, right.points.get(at) ?? 0)] as const,
  );
  return { ...derived(left, points), periodMs: Math.min(left.periodMs, right.periodMs) };
}

function relabel({ label }: TimeSeries, series: TimeSeries): TimeSeries {
  return { ...series, label };
}
