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
  [
    'a value that its own pattern does not allow',
    { ...setting, AllowedPattern: '^o.f$' },
    'Value is "on": it does not match AllowedPattern',
  ],
  [
    'a pattern that Java alone reads',
    { ...setting, AllowedPattern: '\\p{Alpha}' },
    'AllowedPattern is not supported locally',
  ],
  ['an empty value', { ...setting, Value: '' }, 'Value is "": a parameter needs a value'],
  ['a value that is too long', { ...setting, Value: 'a'.repeat(4097) }, 'Value is "aaa'],
  ['one too long for any tier', { ...setting, Tier: 'Advanced', Value: 'a'.repeat(8193) }, 'Value is "aaa'],
  ['a data type that does not exist', { ...setting, DataType: 'json' }, 'DataType is "json"'],
  [
    'an image that is none',
    { ...setting, DataType: 'aws:ec2:image' },
    'Value is "on": the data type aws:ec2:image',
  ],
  [
    'policies without their tier',
    { ...setting, Policies: '[]' },
    'Policies is "[]": parameters of the tier Standard',
  ],
  [
    'a name of AWS',
    { ...setting, Name: '/aws/setting' },
    'Name is "/aws/setting": names that begin with aws',
  ],
  ['another name of AWS', { ...setting, Name: 'SSMsetting' }, 'Name is "SSMsetting": names that begin'],
  [
    'a relative name',
    { ...setting, Name: 'shop/setting' },
    'Name is "shop/setting": a hierarchical name must begin',
  ],
  ['too many levels', { ...setting, Name: '/a'.repeat(16) }, 'Name is "/a/a'],
  ['a name with a blank', { ...setting, Name: 'a b' }, 'Name is "a b": expected letters'],
  ['no value', { Type: 'String' }, 'Value is missing'],
  ['a property that is not known', { ...setting, Surprise: 1 }, 'Surprise is not supported locally'],
])('a parameter is refused for %s', (_, properties, message) => {
  expect(() => readStoredParameters(readTemplate({ Setting: parameter(properties) }))).toThrow(
    `Setting (AWS::SSM::Parameter): ${message}`,
  );
});

test('a long value is taken by the tiers that have room for it', () => {
  const long = { ...setting, Tier: 'Intelligent-Tiering', Value: 'a'.repeat(8192) };
  expect(readStoredParameters(readTemplate({ Setting: parameter(long) }))).toHaveLength(1);
});
