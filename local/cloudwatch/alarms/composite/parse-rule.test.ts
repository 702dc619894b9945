import { describe, expect, it } from 'vitest';
import type { AlarmState } from '../../../scaling/alarms/alarm.ts';
import { parseRule } from './parse-rule.ts';
import { childrenOf, holds } from './rule.ts';

const states: Readonly<Record<string, AlarmState>> = {
  fine: 'OK',
  bad: 'ALARM',
  'my-queue': 'ALARM',
  silent: 'INSUFFICIENT_DATA',
  'a (b) c': 'ALARM',
  'say "hi"': 'ALARM',
};
const holdsNow = (text: string) => holds(parseRule(text), (name) => states[name]);

describe('the rule of a composite alarm', () => {
  it.each([
    ['TRUE', true],
    ['FALSE', false],
    ['NOT TRUE', false],
    ['NOT NOT FALSE', false],
    ['ALARM(bad)', true],
    ['ALARM(fine)', false],
    ['OK("fine")', true],
    ['INSUFFICIENT_DATA(silent)', true],
    ['ALARM ( my-queue )', true],
    ['ALARM("a (b) c")', true],
    ['ALARM("say \\"hi\\"")', true],
    ['ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:bad)', true],
    ['ALARM("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a (b) c")', true],
    ['ALARM(gone)', false],
    ['NOT ALARM(gone)', true],
    ['ALARM(bad) AND OK(fine)', true],
    ['ALARM(bad) AND ALARM(fine)', false],
    ['ALARM(fine) OR\n ALARM(bad)', true],
    ['TRUE OR FALSE AND FALSE', true],
    ['(TRUE OR FALSE) AND FALSE', false],
    ['NOT FALSE AND FALSE', false],
    ['NOT (FALSE AND FALSE)', true],
    ['AT_LEAST(1, ALARM, (fine, bad))', true],
    ['AT_LEAST(2, ALARM, (fine, bad))', false],
    ['AT_LEAST(2, NOT OK, (silent, bad, fine))', true],
    ['AT_LEAST(50%, ALARM, (fine, bad))', true],
    ['AT_LEAST(51%, ALARM, (fine, bad))', false],
  ])('%s: %s', (text, expected) => {
    expect(holdsNow(text)).toBe(expected);
  });

  it('names its alarms once each', () => {
    const rule = parseRule('ALARM(a) AND (OK(b) OR NOT ALARM("a")) OR AT_LEAST(1, OK, (c, c)) OR TRUE');
    expect(childrenOf(rule)).toEqual(['a', 'b', 'c']);
  });

  const expression = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";
  it.each([
    ['true', `Unsupported token 'true' at char 0, must be: ${expression}`],
    ['not TRUE', `Unsupported token 'not' at char 0, must be: ${expression}`],
    ['!TRUE', `Unsupported token '!TRUE' at char 0, must be: ${expression}`],
    ['UNKNOWN(a)', `Unsupported token 'UNKNOWN' at char 0, must be: ${expression}`],
    ['TRUE and FALSE', "Unsupported token 'and' at char 5, must be: <EOF>, 'AND', 'OR'"],
    ['TRUE && FALSE', "Unsupported token '&&' at char 5, must be: <EOF>, 'AND', 'OR'"],
    ['ALARM(an alarm with spaces)', "Unsupported token 'alarm' at char 9, must be: ')'"],
    ['ALARM()', "Unsupported token ')' at char 6, must be: unquoted alarm name, quoted alarm name"],
    ['ALARM("a)', "Unsupported token '\"' at char 6, must be: unquoted alarm name, quoted alarm name"],
    ['(TRUE', "Unsupported token '<EOF>' at char 5, must be: ')'"],
    ['', `Unsupported token '<EOF>' at char 0, must be: ${expression}`],
    ['AT_LEAST(-1, ALARM, (a))', "Unsupported token '-1' at char 9, must be: NUMBER, PERCENTAGE NUMBER"],
    [
      'AT_LEAST(50.5%, ALARM, (a))',
      "Unsupported token '50.5%' at char 9, must be: NUMBER, PERCENTAGE NUMBER",
    ],
    [
      'AT_LEAST(1, BOGUS, (a))',
      "Unsupported token 'BOGUS' at char 12, must be: 'NOT', ALARM, OK, or INSUFFICIENT_DATA",
    ],
    ['AT_LEAST(0, ALARM, (a, b))', 'AT_LEAST absolute threshold must be between 1 and number of alarms (2)'],
    ['AT_LEAST(3, ALARM, (a, b))', 'AT_LEAST absolute threshold must be between 1 and number of alarms (2)'],
    ['AT_LEAST(0%, ALARM, (a))', 'AT_LEAST percentage threshold must be between 1 and 100'],
    ['AT_LEAST(101%, ALARM, (a))', 'AT_LEAST percentage threshold must be between 1 and 100'],
  ])('%s is refused in the words of CloudWatch', (text, problem) => {
    expect(() => parseRule(text)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: `Error in AlarmRule [${problem}]` }),
    );
  });

  it('has 10,240 characters at most', () => {
    expect(parseRule('TRUE'.padEnd(10_240))).toEqual({ kind: 'constant', value: true });
    expect(() => parseRule('TRUE'.padEnd(10_241))).toThrow('longer than 10240 characters; it has 10241');
  });
});
