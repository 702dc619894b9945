import { wholeNumber } from '../../../../json/whole-number.ts';
import type { AlarmState } from '../../../scaling/alarms/alarm.ts';
import { alarmNameOf } from '../alarm-arn.ts';
import { invalidAlarm } from '../alarm-error.ts';
import type { CompositeRule } from './rule.ts';
import { type Token, tokensOf } from './tokens.ts';

const longestRule = 10_240;
const expressions = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

/**
 * Parses the rule of a composite alarm. NOT binds closer than AND, and AND closer than OR: assumed, as AWS does not say.
 * Raises `ValidationError`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseRule(text: string): CompositeRule {
  if (text.length > longestRule) {
    throw invalidAlarm(`AlarmRule must not be longer than ${longestRule} characters; it has ${text.length}.`);
  }
  const tokens = new TokenReader(tokensOf(text), text.length);
  const rule = alternatives(tokens);
  if (tokens.peek() !== undefined) throw tokens.unsupported("<EOF>, 'AND', 'OR'");
  return rule;
}

function alternatives(tokens: TokenReader): CompositeRule {
  return chain(tokens, 'OR', (each) => chain(each, 'AND', negation));
}

function chain(
  tokens: TokenReader,
  operator: 'AND' | 'OR',
  operand: (tokens: TokenReader) => CompositeRule,
): CompositeRule {
  const first = operand(tokens);
  const rules = [first];
  while (tokens.take(operator)) rules.push(operand(tokens));
  return rules.length === 1 ? first : { kind: operator === 'AND' ? 'and' : 'or', rules };
}

function negation(tokens: TokenReader): CompositeRule {
  return tokens.take('NOT') ? { kind: 'not', rule: negation(tokens) } : term(tokens);
}

function term(tokens: TokenReader): CompositeRule {
  if (tokens.take('(')) {
    const rule = alternatives(tokens);
    tokens.expect(')');
    return rule;
  }
  if (tokens.take('TRUE')) return { kind: 'constant', value: true };
  if (tokens.take('FALSE')) return { kind: 'constant', value: false };
  if (tokens.take('AT_LEAST')) return atLeast(tokens);
  const state = stateIn(tokens, expressions);
  tokens.expect('(');
  const alarmName = nameIn(tokens);
  tokens.expect(')');
  return { kind: 'state', state, alarmName };
}

/** `AT_LEAST(2, ALARM, (a, b, c))`, or a percentage of them. */
function atLeast(tokens: TokenReader): CompositeRule {
  tokens.expect('(');
  const threshold = thresholdIn(tokens);
  tokens.expect(',');
  const isNegated = tokens.take('NOT');
  const state = stateIn(tokens, "'NOT', ALARM, OK, or INSUFFICIENT_DATA");
  tokens.expect(',');
  tokens.expect('(');
  const alarmNames = [nameIn(tokens)];
  while (tokens.take(',')) alarmNames.push(nameIn(tokens));
  tokens.expect(')');
  tokens.expect(')');
  return { kind: 'at-least', count: countOf(threshold, alarmNames.length), state, isNegated, alarmNames };
}

interface Threshold {
  readonly number: number;
  readonly isPercentage: boolean;
}

function thresholdIn(tokens: TokenReader): Threshold {
  const text = tokens.peek()?.text ?? '';
  const isPercentage = text.endsWith('%');
  const number = wholeNumber(isPercentage ? text.slice(0, -1) : text);
  if (number === undefined) throw tokens.unsupported('NUMBER, PERCENTAGE NUMBER');
  tokens.next();
  return { number, isPercentage };
}

function countOf({ number, isPercentage }: Threshold, alarms: number): number {
  if (isPercentage) {
    if (number < 1 || number > 100) throw error('AT_LEAST percentage threshold must be between 1 and 100');
    return Math.ceil((number * alarms) / 100);
  }
  if (number < 1 || number > alarms) {
    throw error(`AT_LEAST absolute threshold must be between 1 and number of alarms (${alarms})`);
  }
  return number;
}

function stateIn(tokens: TokenReader, expected: string): AlarmState {
  for (const state of ['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const) if (tokens.take(state)) return state;
  throw tokens.unsupported(expected);
}

function nameIn(tokens: TokenReader): string {
  const token = tokens.peek();
  if (token === undefined || ['(', ')', ',', '"'].includes(token.text)) {
    throw tokens.unsupported('unquoted alarm name, quoted alarm name');
  }
  tokens.next();
  return alarmNameOf(token.quoted ?? token.text);
}

function error(problem: string) {
  return invalidAlarm(`Error in AlarmRule [${problem}]`);
}

/** Goes through the pieces of a rule from left to right. */
class TokenReader {
  readonly #tokens: readonly Token[];
  readonly #length: number;
  #index = 0;

  constructor(tokens: readonly Token[], length: number) {
    this.#tokens = tokens;
    this.#length = length;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#index];
  }

  next(): void {
    this.#index += 1;
  }

  /** Goes on if the next piece is this one. */
  take(text: string): boolean {
    const isNext = this.peek()?.text === text;
    if (isNext) this.next();
    return isNext;
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.unsupported(`'${text}'`);
  }

  unsupported(expected: string) {
    const token = this.peek();
    const found = `'${token?.text ?? '<EOF>'}' at char ${token?.at ?? this.#length}`;
    return error(`Unsupported token ${found}, must be: ${expected}`);
  }
}
