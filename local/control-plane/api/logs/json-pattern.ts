import { parseJson } from '../../../../json/parse-json.ts';
import { invalidPattern, type MessageFilter } from './invalid-pattern.ts';
import { parseRegularExpression } from './regular-expression.ts';

type Condition = (event: unknown) => boolean;

const token =
  /\s*(&&|\|\||[()]|!=|<=|>=|[=<>]|\$(?:\.?[A-Za-z0-9_-]+|\.?\['[^']*'\]|\.?\["[^"]*"\]|\[\d+\]|\.)*|"(?:[^"\\]|\\.)*"|%[^%]*%|[^\s()&|=<>!]+)/y;

/**
 * A pattern such as `{ $.status = 500 && $.path = "/up*" }`: comparisons, `IS NULL`, `IS TRUE`, `IS FALSE` and
 * `NOT EXISTS`, joined by `&&`, `||` and parentheses. A message that is no JSON does not match.
 * Assumed: what compares a field, `!=` included, needs the field to be there.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export function parseJsonPattern(pattern: string): MessageFilter {
  if (!pattern.endsWith('}')) throw invalidPattern('the closing brace is missing', pattern);
  const tokens = tokensOf(pattern.slice(1, -1), pattern);
  const condition = either(tokens);
  if (tokens.peek() !== undefined) throw tokens.wrong();
  return (message) => {
    const event = parseJson(message);
    return typeof event === 'object' && event !== null && condition(event);
  };
}

interface Tokens {
  peek(): string | undefined;
  take(): string;
  wrong(token?: string): Error;
}

function tokensOf(text: string, pattern: string): Tokens {
  const found: string[] = [];
  const trimmed = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const [, next] = token.exec(trimmed) ?? [];
    if (next === undefined) throw invalidPattern('it cannot be parsed', pattern);
    found.push(next);
  }
  const wrong = (token = found[0]) => invalidPattern(`unexpected ${token ?? 'end of the pattern'}`, pattern);
  return {
    peek: () => found[0],
    take: () => {
      const next = found.shift();
      if (next === undefined) throw wrong();
      return next;
    },
    wrong,
  };
}

function either(tokens: Tokens): Condition {
  const left = both(tokens);
  if (tokens.peek() !== '||') return left;
  tokens.take();
  const right = either(tokens);
  return (event) => left(event) || right(event);
}

function both(tokens: Tokens): Condition {
  const left = single(tokens);
  if (tokens.peek() !== '&&') return left;
  tokens.take();
  const right = both(tokens);
  return (event) => left(event) && right(event);
}

function single(tokens: Tokens): Condition {
  const selector = tokens.take();
  if (selector === '(') {
    const inner = either(tokens);
    if (tokens.peek() !== ')') throw tokens.wrong();
    tokens.take();
    return inner;
  }
  if (!selector.startsWith('$')) throw tokens.wrong();
  const path = [...selector.matchAll(/\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]|([A-Za-z0-9_-]+)/g)].map(
    (parts) => parts.slice(1).find((part) => part !== undefined) ?? '',
  );
  const test = testOf(tokens);
  return (event) => test(valueAt(event, path));
}

function valueAt(event: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Object.getOwnPropertyDescriptor(value, key)?.value
        : undefined,
    event,
  );
}

function testOf(tokens: Tokens): Condition {
  const operator = tokens.take();
  const operand = tokens.take();
  switch (operator.toUpperCase()) {
    case 'IS':
      return isTest(operand, tokens);
    case 'NOT':
      if (operand.toUpperCase() !== 'EXISTS') throw tokens.wrong(operand);
      return (value) => value === undefined;
    case '=':
      return equals(operand);
    case '!=': {
      const same = equals(operand);
      return (value) => value !== undefined && !same(value);
    }
    default:
      return compares(operator, operand, tokens);
  }
}

function isTest(operand: string, tokens: Tokens): Condition {
  const wanted = new Map<string, unknown>([
    ['NULL', null],
    ['TRUE', true],
    ['FALSE', false],
  ]);
  const word = operand.toUpperCase();
  if (!wanted.has(word)) throw tokens.wrong(operand);
  return (value) => value === wanted.get(word);
}

/** Numbers by their value; text with `*` for any characters, or as a regular expression. */
function equals(operand: string): Condition {
  if (operand.startsWith('%')) {
    const expression = parseRegularExpression(operand.slice(1, -1));
    return (value) =>
      (typeof value === 'string' || typeof value === 'number') && expression.test(String(value));
  }
  const text = operand.startsWith('"') ? operand.slice(1, -1).replaceAll(/\\(.)/g, '$1') : operand;
  const escaped = text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const wildcard = new RegExp(`^${escaped}$`, 's');
  return (value) =>
    typeof value === 'number'
      ? value === Number(operand) || wildcard.test(String(value))
      : typeof value === 'string' && wildcard.test(value);
}

function compares(operator: string, operand: string, tokens: Tokens): Condition {
  const bound = Number(operand);
  const comparisons = new Map<string, (value: number) => boolean>([
    ['<', (value) => value < bound],
    ['>', (value) => value > bound],
    ['<=', (value) => value <= bound],
    ['>=', (value) => value >= bound],
  ]);
  const comparison = comparisons.get(operator);
  if (comparison === undefined) throw tokens.wrong(operator);
  if (Number.isNaN(bound)) throw tokens.wrong(operand);
  return (value) => typeof value === 'number' && comparison(value);
}
