import { expect, test } from 'vitest';
import { knownProperties } from '../../definition/resources/known-properties.ts';
import { resourceNames } from '../../definition/resources/resource-names.ts';
import { resourceSchemas } from '../../definition/resources/resource-schemas.ts';
import { specifiedNames } from '../../definition/resources/testing/specified-names.ts';
import { resourceTable } from './resource-table.ts';

/** Names that several resources may have on AWS, each with the reason. */
const sharedNames: Readonly<Record<string, string>> = {
  'AWS::CloudFront::VpcOrigin VpcOriginEndpointConfig.Name': 'AWS does not say that it has to be unique.',
  'AWS::Lambda::LayerVersion LayerName': 'A layer has many versions.',
  'AWS::Route53::HostedZone Name': 'A domain may have several hosted zones.',
  'AWS::SecretsManager::SecretTargetAttachment SecretId': 'A secret may be attached again.',
};

test.each(Object.keys(resourceTable))(
  'the name that a template gives a resource of the type %s has to be unique',
  async (type) => {
    const names = (await specifiedNames(type)).filter(
      (path) => !Object.hasOwn(sharedNames, `${type} ${path}`),
    );
    const known = resourceNames[type];
    expect(names.filter((path) => path !== known?.path.join('.'))).toEqual([]);
  },
);

test('every type of the table has its properties checked: by its schema, or by their names', () => {
  const unchecked = Object.keys(resourceTable).filter(
    (type) => !Object.hasOwn(resourceSchemas, type) && !Object.hasOwn(knownProperties, type),
  );
  expect(unchecked).toEqual(['AWS::CDK::Metadata']);
  expect(Object.keys(knownProperties).filter((type) => Object.hasOwn(resourceSchemas, type))).toEqual([]);
});

test('every type with a name is one that the table has', () => {
  expect(Object.keys(resourceNames).filter((type) => !Object.hasOwn(resourceTable, type))).toEqual([]);
});
