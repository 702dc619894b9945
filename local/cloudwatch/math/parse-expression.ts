import jsep from 'jsep';
import type { Expression, Operator } from './expression.ts';
import { invalidSyntax, MathProblem } from './math-problem.ts';

interface Spelling {
  readonly operator: Operator;
  readonly precedence: number;
}

/**
 * Assumed: powers are taken from the right, and a minus sign belongs to the number behind it before a power is taken;
 * AWS does not say.
 */
const spellings: Readonly<Record<string, Spelling>> = {
  OR: { operator: '||', precedence: 1 },
  '||': { operator: '||', precedence: 1 },
  AND: { operator: '&&', precedence: 2 },
  '&&': { operator: '&&', precedence: 2 },
  '==': { operator: '==', precedence: 6 },
  '!=': { operator: '!=', precedence: 6 },
  '<': { operator: '<', precedence: 7 },
  '<=': { operator: '<=', precedence: 7 },
  '>': { operator: '>', precedence: 7 },
  '>=': { operator: '>=', precedence: 7 },
  '+': { operator: '+', precedence: 9 },
  '-': { operator: '-', precedence: 9 },
  '*': { operator: '*', precedence: 10 },
  '/': { operator: '/', precedence: 10 },
  '^': { operator: '^', precedence: 11 },
};

/** Reads an expression of metric math. Raises a `MathProblem`. */
export function parseExpression(text: string): Expression {
  // The operators are those of the whole process: others use jsep for other languages.
  for (const [name, { precedence }] of Object.entries(spellings)) {
    jsep.addBinaryOp(name, precedence, name === '^');
  }
  jsep.addUnaryOp('-');
  return expressionOf(parsed(text));
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch {
    throw invalidSyntax();
  }
}

function expressionOf(node: jsep.Expression | null): Expression {
  if (node === null) throw invalidSyntax();
  if (isA(node, 'Literal')) return literalOf(node);
  if (isA(node, 'Identifier')) return { kind: 'name', name: node.name };
  if (isA(node, 'ArrayExpression')) return { kind: 'array', elements: node.elements.map(expressionOf) };
  if (isA(node, 'UnaryExpression')) return negationOf(node);
  if (isA(node, 'BinaryExpression')) return operationOf(node);
  if (isA(node, 'CallExpression')) return callOf(node);
  throw invalidSyntax();
}

function isA<Type extends jsep.ExpressionType>(
  node: jsep.Expression,
  type: Type,
): node is Extract<jsep.CoreExpression, { readonly type: Type }> {
  return node.type === type;
}

function literalOf({ value }: jsep.Literal): Expression {
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'string') return { kind: 'text', text: value };
  throw invalidSyntax();
}

function negationOf({ operator, argument }: jsep.UnaryExpression): Expression {
  if (operator !== '-') throw new MathProblem(`Operator '${operator}' is not supported`);
  return { kind: 'negation', operand: expressionOf(argument) };
}

function operationOf({ operator, left, right }: jsep.BinaryExpression): Expression {
  const spelling = Object.hasOwn(spellings, operator) ? spellings[operator] : undefined;
  if (spelling === undefined) throw new MathProblem(`Operator '${operator}' is not supported`);
  const { operator: meant } = spelling;
  return { kind: 'operation', operator: meant, left: expressionOf(left), right: expressionOf(right) };
}

function callOf({ callee, arguments: operands }: jsep.CallExpression): Expression {
  if (!isA(callee, 'Identifier')) throw invalidSyntax();
  return { kind: 'call', name: callee.name, operands: operands.map(expressionOf) };
}
