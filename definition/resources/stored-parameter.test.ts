import { expect, test } from 'vitest';
import { readStoredParameters } from './stored-parameter.ts';
import { readTemplate } from './testing/read-template.ts';

const parameter = (Properties: object) => ({ Type: 'AWS::SSM::Parameter', Properties });
const setting = { Type: 'String', Value: 'on' };

test('a parameter is known by its name', () => {
  expect(readStoredParameters(readTemplate({ Setting: parameter(setting) }))).toEqual([
    { logicalId: 'Setting', name: 'Setting' },
  ]);
});

test.each<[string, object, string]>([
  [
    'a type that CloudFormation does not make',
    { ...setting, Type: 'SecureString' },
    'Type is "SecureString"',
  ],
  ['no value', { Type: 'String' }, 'Value is nothing'],
  ['a property that is not known', { ...setting, Surprise: 1 }, 'Surprise is not supported locally'],
])('a parameter is refused for %s', (_, properties, message) => {
  expect(() => readStoredParameters(readTemplate({ Setting: parameter(properties) }))).toThrow(
    `Setting (AWS::SSM::Parameter): ${message}`,
  );
});
