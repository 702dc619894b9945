import { expect, test } from 'vitest';
import { rejectSharedNames } from './reject-shared-names.ts';
import { resourceNames } from './resource-names.ts';
import { readTemplate } from './testing/read-template.ts';

/** Two resources of a type with these properties. */
function twice(Type: string, first: object, second: object = first) {
  return readTemplate({ First: { Type, Properties: first }, Second: { Type, Properties: second } });
}

function named(path: readonly string[], value: string): object {
  return path.reduceRight<unknown>((inside, name) => ({ [name]: inside }), value) as object;
}

test.each(Object.entries(resourceNames))(
  'two resources of the type %s and of one name are refused',
  (type, { path }) => {
    expect(() => rejectSharedNames(twice(type, named(path, 'shop')))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_BAD_PROPERTY',
        message: `Second (${type}): ${path.join('.')} is "shop": First already has it, and it must be unique.`,
      }),
    );
    expect(() => rejectSharedNames(twice(type, named(path, 'shop'), named(path, 'other')))).not.toThrow();
  },
);

test('resources of two types may have one name', () => {
  const template = readTemplate({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'shop' } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'shop' } },
  });
  expect(() => rejectSharedNames(template)).not.toThrow();
});

test('services of two clusters may have one name, and a cluster is the same by its name and its ARN', () => {
  const service = (Cluster: string) => ({ ServiceName: 'web', Cluster });
  const two = (first: string, second: string) =>
    rejectSharedNames(twice('AWS::ECS::Service', service(first), service(second)));
  expect(() => two('shop', 'other')).not.toThrow();
  expect(() => two('shop', 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop')).toThrow(
    'ServiceName is "web"',
  );
});

test('names of IAM and RDS that differ in capital letters alone are the same', () => {
  const two = (type: string, name: string) =>
    rejectSharedNames(twice(type, { [name]: 'shop' }, { [name]: 'Shop' }));
  expect(() => two('AWS::IAM::Role', 'RoleName')).toThrow('RoleName is "Shop"');
  expect(() => two('AWS::RDS::DBInstance', 'DBInstanceIdentifier')).toThrow('is "Shop"');
  expect(() => two('AWS::SQS::Queue', 'QueueName')).not.toThrow();
});

test('resources without a name that would get the same one here are refused', () => {
  const bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
  expect(() => rejectSharedNames(readTemplate({ Site: bucket, SITE: bucket }))).toThrow(
    'SITE (AWS::S3::Bucket): BucketName is missing: Site already has it',
  );
});
