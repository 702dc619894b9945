import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { alarmInputError, metricInputError } from './invalid-input.ts';
import { integer, list, number, text } from './values.ts';

const schema = z.object({
  AlarmName: text(1, 5),
  Periods: integer(1, 10),
  Metrics: list(z.object({ Stat: z.enum(['Sum', 'Average']), Value: number }), 2),
});
const valid = { AlarmName: 'a', Periods: 1, Metrics: [] };

const issuesOf = (input: object) => schema.safeParse(input).error?.issues ?? [];
const codes = { missing: 'MissingParameter', wrong: 'InvalidParameterValue' };
const metrics = (changes: object) => {
  const input = { ...valid, ...changes };
  const { code, message } = metricInputError(issuesOf(input), input, codes);
  return [code, message];
};
const alarms = (changes: object) => {
  const input = { ...valid, ...changes };
  return alarmInputError(issuesOf(input), input).message;
};
const datum = { Stat: 'Sum', Value: 1 };

describe('what is wrong with the input of an operation on metrics', () => {
  it.each([
    [{ AlarmName: undefined }, 'MissingParameter', 'The parameter AlarmName is required.'],
    [{ AlarmName: '' }, 'MissingParameter', 'The parameter AlarmName is required.'],
    [
      { AlarmName: 'abcdef' },
      'InvalidParameterValue',
      'The parameter AlarmName must not be greater or longer than 5.',
    ],
    [{ Periods: 0 }, 'InvalidParameterValue', 'The parameter Periods must be greater than or equal to 1.'],
    [{ Periods: 'x' }, 'InvalidParameterValue', 'The parameter Periods must be of type number.'],
    [
      { Metrics: [datum, { ...datum, Stat: 'Median' }] },
      'InvalidParameterValue',
      'The parameter Metrics.member.2.Stat must be a value in the set [ Sum, Average ].',
    ],
    [
      { Metrics: [{ ...datum, Value: true }] },
      'InvalidParameterValue',
      'The parameter Metrics.member.1.Value must be a number.',
    ],
    [
      { Metrics: [datum, datum, datum] },
      'InvalidParameterValue',
      'The collection Metrics must not have a size greater than 2.',
    ],
  ])('is said of %j', (changes, code, message) => {
    expect(metrics(changes)).toEqual([code, message]);
  });

  it('is described for each parameter on its own line', () => {
    expect(metrics({ AlarmName: undefined, Periods: 0 })).toEqual([
      'MissingParameter',
      'The parameter AlarmName is required.\nThe parameter Periods must be greater than or equal to 1.',
    ]);
  });
});

describe('what is wrong with the input of an operation on alarms', () => {
  it.each([
    [
      { AlarmName: undefined },
      "Value null at 'alarmName' failed to satisfy constraint: Member must not be null",
    ],
    [
      { AlarmName: 'abcdef' },
      "Value 'abcdef' at 'alarmName' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      { Periods: 0 },
      "Value '0' at 'periods' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { Metrics: [{ ...datum, Stat: 'Median' }] },
      "Value 'Median' at 'metrics.1.member.stat' failed to satisfy constraint: Member must satisfy enum value set: [Sum, Average]",
    ],
    [{ Periods: 'x' }, "Value 'x' at 'periods' failed to satisfy constraint: Member must be of type number"],
    [
      { Metrics: [{ ...datum, Value: { a: 1 } }] },
      `Value '{"a":1}' at 'metrics.1.member.value' failed to satisfy constraint: Member must be a number`,
    ],
  ])('is said of %j', (changes, message) => {
    expect(alarms(changes)).toBe(`1 validation error detected: ${message}`);
  });
});
