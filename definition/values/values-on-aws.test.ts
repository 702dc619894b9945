import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import type { ResourceView } from './resource-view.ts';
import { knownTypes, valuesOnAws } from './values-on-aws.ts';

const specification = await loadAwsServiceSpec();
const specified = new Map(
  specification.all('resource').map((each) => [each.cloudFormationType, Object.keys(each.attributes)]),
);
const names = [...new Set([...specified.values()].flat()), 'Id', 'Arn'];
/** AWS's specification leaves out what only exists inside CDK or a transformation, and these have names of their own. */
const types = knownTypes.filter((type) => specified.has(type) && type !== 'AWS::Serverless::Application');

const arn = 'arn:aws:service:eu-west-1:123456789012:thing';
const view: ResourceView = {
  logicalId: 'It',
  stackName: 'shop',
  region: 'eu-west-1',
  accountId: '123456789012',
  ofSameType: () => ['It'],
  property: (name) => (name.endsWith('Arn') ? arn : undefined),
};

test.each(types)('%s has no attribute that AWS does not have', (type) => {
  const given = names.filter((name) => valuesOnAws(type)(name, view) !== undefined);
  expect(given.filter((name) => !specified.get(type)?.includes(name))).toEqual([]);
});

test.each(types)('whatever %s calls an ARN is one', (type) => {
  const arns = names
    .filter((name) => /(Arn|ARN)$/.test(name))
    .map((name) => valuesOnAws(type)(name, view))
    .filter((value) => value !== undefined);
  expect(arns.filter((value) => !/^arn:aws:[a-z0-9-]+:/.test(String(value)))).toEqual([]);
});

/** Empty on AWS too, where a load balancer or target group has none. */
const emptyOnAws = [
  'AWS::ElasticLoadBalancingV2::LoadBalancer.SecurityGroups',
  'AWS::ElasticLoadBalancingV2::TargetGroup.LoadBalancerArns',
];

test('no list that AWS fills is empty, so that a template can select from it', () => {
  const empty = types.flatMap((type) =>
    names.filter((name) => isEmptyList(valuesOnAws(type)(name, view))).map((name) => `${type}.${name}`),
  );
  expect(empty).toEqual(emptyOnAws);
});

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
