import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { acknowledgePolicy, acknowledgeScaling } from './acknowledge-scaling.ts';
import { storeTemplate } from './testing/synthesize.ts';

const metadataOf = (resources: Readonly<Record<string, { readonly Metadata?: object }>>) =>
  Object.values(resources).flatMap(({ Metadata }) => (Metadata === undefined ? [] : [Metadata]));

test('reasons are in the metadata of the resource, under a key of their own', () => {
  const policies = storeTemplate({ environment: 'production' }).findResources(
    'AWS::ApplicationAutoScaling::ScalingPolicy',
  );
  const rules = metadataOf(policies).flatMap((metadata) =>
    Object.entries(metadata).map(([key, reasons]) => [key, ...Object.keys(reasons)]),
  );
  expect(rules.toSorted()).toEqual([
    ['spree-parity:acknowledge', 'metric-not-in-proportion'],
    ['spree-parity:acknowledge', 'policy-never-acts'],
    ['spree-parity:acknowledge', 'slow-to-the-maximum'],
  ]);
});

test('a resource itself can be acknowledged', () => {
  const bucket = new CfnBucket(new Stack(), 'Bucket');
  const reasons = { 'stop-timeout': 'why', 'grace-period': { reason: 'why', figures: { bootSeconds: 90 } } };
  acknowledgeScaling(bucket, reasons);
  expect(bucket.getMetadata('spree-parity:acknowledge')).toEqual(reasons);
});

test('a construct without a resource or policy cannot be acknowledged', () => {
  const nothing = new Construct(new Stack(), 'Nothing');
  expect(() => acknowledgeScaling(nothing, {})).toThrow('has no resource of its own');
  expect(() => acknowledgePolicy(nothing, 'Cpu', {})).toThrow('has no policy Cpu');
});
