import type { Expression } from './expression.ts';
import { mathFunction } from './functions/math-functions.ts';
import { sortingWords } from './functions/sort.ts';
import type { MathContext } from './math-context.ts';
import { MathProblem } from './math-problem.ts';
import { type MathValue, mapNumbers, nameOf, scalar, type TimeSeries } from './math-value.ts';
import { operate } from './operate.ts';

/** The value of the query with an id; undefined where there is none. */
export type Resolve = (id: string) => MathValue | undefined;

const words = new Set(['REPEAT', 'LINEAR', ...sortingWords]);

/** What an expression comes to. Raises a `MathProblem`. */
export function evaluateExpression(
  expression: Expression,
  context: MathContext,
  resolve: Resolve,
): MathValue {
  const evaluated = (part: Expression) => evaluateExpression(part, context, resolve);
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      return { kind: 'text', text: expression.text };
    case 'name':
      return ofName(expression.name, resolve);
    case 'array':
      return { kind: 'array', all: expression.elements.map(evaluated).flatMap(seriesIn) };
    case 'negation':
      return mapNumbers(evaluated(expression.operand), (number) => -number);
    case 'operation':
      return operate(expression.operator, evaluated(expression.left), evaluated(expression.right));
    case 'call':
      return mathFunction(expression.name)(expression.operands.map(evaluated), context);
  }
}

function ofName(name: string, resolve: Resolve): MathValue {
  if (words.has(name)) return { kind: 'text', text: name };
  const value = resolve(name);
  if (value === undefined) throw new MathProblem(`There is no query with the id '${name}'`);
  return value;
}

function seriesIn(value: MathValue): readonly TimeSeries[] {
  switch (value.kind) {
    case 'series':
      return [value.series];
    case 'array':
      return value.all;
    case 'scalar':
    case 'text':
      throw new MathProblem(`An array is made of time series, and not of ${nameOf(value)}`);
  }
}
