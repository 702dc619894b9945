import { expect, test } from 'vitest';
import { parseTemplate } from '../template/template.ts';
import { checkParameter } from './check-parameter.ts';

function check(value: string, rules: object): void {
  const document = { Resources: {}, Parameters: { Size: { Type: 'String', ...rules } } };
  const declared = parseTemplate(document, 'test').Parameters.Size;
  if (declared !== undefined) checkParameter('Size', value, declared);
}

test.each<[string, string, object, string]>([
  [
    'one that is not allowed',
    'c',
    { AllowedValues: ['a', 'b'] },
    'The parameter Size is "c": expected one of a, b.',
  ],
  ['one of another form', 'a1', { AllowedPattern: '[a-z]+' }, 'expected it to match [a-z]+'],
  [
    'one of a list that is not allowed',
    'a,c',
    { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
    'one of a',
  ],
  [
    'one whose form cannot be read',
    'a',
    { AllowedPattern: '(?i)[a-z]+' },
    'The AllowedPattern of the parameter Size cannot be evaluated locally: (?i)[a-z]+.',
  ],
  ['one that is too short', 'a', { MinLength: 2 }, 'expected at least 2 characters'],
  ['one that is too long', 'abc', { MaxLength: '2' }, 'expected at most 2 characters'],
  [
    'one whose form Java reads otherwise',
    'p',
    { AllowedPattern: '\\p{Alpha}' },
    'cannot be evaluated locally: \\p{Alpha}',
  ],
  [
    'one of a type that CloudFormation does not have',
    'a',
    { Type: 'Strings' },
    'is of type Strings, which CloudFormation does not have',
  ],
  ['a list with what is no number', '1,x', { Type: 'List<Number>' }, 'expected a number'],
  ['a number in another form', '0x10', { Type: 'Number' }, 'expected a number'],
  ['no number', 'x', { Type: 'Number' }, 'expected a number'],
  ['a number that is too small', '1', { Type: 'Number', MinValue: 2 }, 'expected at least 2'],
  ['a number that is too large', '9', { Type: 'Number', MaxValue: 2 }, 'expected at most 2'],
  [
    'one with words of the template',
    'x',
    { MinLength: 2, ConstraintDescription: 'use two' },
    'is "x": use two.',
  ],
])('a value of a parameter is refused: %s', (_name, value, rules, message) => {
  expect(() => check(value, rules)).toThrow(
    expect.objectContaining({ code: 'TEMPLATE_BAD_PARAMETER', message: expect.stringContaining(message) }),
  );
});

test('a value that the template does not want to be shown is not', () => {
  expect(() => check('hush', { NoEcho: true, MinLength: 9 })).toThrow('The parameter Size is ****: expected');
});

test('a value that keeps to all rules is taken', () => {
  const rules = { AllowedValues: ['ab'], AllowedPattern: 'a.', MinLength: 2, MaxLength: 2 };
  expect(() => check('ab', rules)).not.toThrow();
  expect(() => check('a, b', { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] })).not.toThrow();
  expect(() => check('2', { Type: 'Number', MinValue: 2, MaxValue: 2 })).not.toThrow();
});
