import { expect, test } from 'vitest';
import { knownProperties } from './known-properties.ts';
import { rejectUnknownProperties } from './reject-unknown-properties.ts';
import { readTemplate } from './testing/read-template.ts';
import { specifiedProperties } from './testing/specified-properties.ts';

test.each(Object.entries(knownProperties))(
  'the properties of %s are those that AWS has',
  async (type, known) => {
    const specified = (await specifiedProperties(type)).flatMap(([name = '']) => name);
    expect([...known].toSorted()).toEqual([...new Set(specified)].toSorted());
  },
);

test('a misspelt property is named, even of a type without effect', () => {
  const group = (Properties: object) =>
    readTemplate({ Group: { Type: 'AWS::EC2::SecurityGroup', Properties } });
  expect(() => rejectUnknownProperties(group({ GroupDescription: 'shop', VpcId: 'vpc-1' }))).not.toThrow();
  expect(() => rejectUnknownProperties(group({ Description: 'shop' }))).toThrow(
    expect.objectContaining({
      code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
      message:
        'Group (AWS::EC2::SecurityGroup): Description is not supported locally: AWS::EC2::SecurityGroup has none.',
    }),
  );
});
