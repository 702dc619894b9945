import { ownValue } from '../../../json/own-value.ts';
/**
 * What a formula of a parameter group may name.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ParamValuesRef.html
 */
export interface FormulaVariables {
  readonly DBInstanceClassMemory?: number;
  readonly EndPointPort?: number;
}

/** Whether the value of a parameter is computed: `{DBInstanceClassMemory/32768}`, `LEAST(..., 5000)`. */
export function isFormula(value: string): boolean {
  return /^\s*(\{|(GREATEST|LEAST|SUM)\s*\()/i.test(value);
}

/**
 * The value of a formula as a whole number, as RDS rounds it down; undefined if it names what is not known or is not
 * well-formed.
 */
export function evaluateFormula(formula: string, variables: FormulaVariables): number | undefined {
  const tokens = formula.match(/[A-Za-z]+|\d+(\.\d+)?|[{}(),+*/-]|\S/g) ?? [];
  const rest = [...tokens];
  const value = sum(rest, variables);
  return value === undefined || rest.length > 0 || !Number.isFinite(value) ? undefined : Math.floor(value);
}

type Value = number | undefined;
type Tokens = string[];

function sum(tokens: Tokens, variables: FormulaVariables): Value {
  let value = product(tokens, variables);
  while (tokens[0] === '+' || tokens[0] === '-') {
    const sign = tokens.shift() === '+' ? 1 : -1;
    value = both(value, product(tokens, variables), (left, right) => left + sign * right);
  }
  return value;
}

function product(tokens: Tokens, variables: FormulaVariables): Value {
  let value = term(tokens, variables);
  while (tokens[0] === '*' || tokens[0] === '/') {
    const isTimes = tokens.shift() === '*';
    value = both(value, term(tokens, variables), (left, right) => (isTimes ? left * right : left / right));
  }
  return value;
}

function both(left: Value, right: Value, combine: (left: number, right: number) => number): Value {
  return left === undefined || right === undefined ? undefined : combine(left, right);
}

const closing: Readonly<Record<string, string>> = { '{': '}', '(': ')' };

function term(tokens: Tokens, variables: FormulaVariables): Value {
  const token = tokens.shift() ?? '';
  if (/^\d/.test(token)) return Number(token);
  const end = ownValue(closing, token);
  if (end !== undefined) {
    const value = sum(tokens, variables);
    return tokens.shift() === end ? value : undefined;
  }
  return tokens[0] === '(' ? call(token, tokens, variables) : variableNamed(token, variables);
}

function variableNamed(name: string, variables: FormulaVariables): Value {
  const known: Readonly<Record<string, number>> = { ...variables };
  return ownValue(known, name);
}

function call(name: string, tokens: Tokens, variables: FormulaVariables): Value {
  const values: Value[] = [];
  do {
    tokens.shift();
    values.push(sum(tokens, variables));
  } while (tokens[0] === ',');
  if (tokens.shift() !== ')') return undefined;
  const numbers = values.filter((value) => value !== undefined);
  return numbers.length < values.length ? undefined : combined(name.toUpperCase(), numbers);
}

function combined(name: string, numbers: readonly number[]): Value {
  if (name === 'GREATEST') return Math.max(...numbers);
  if (name === 'LEAST') return Math.min(...numbers);
  return name === 'SUM' ? numbers.reduce((total, each) => total + each, 0) : undefined;
}
