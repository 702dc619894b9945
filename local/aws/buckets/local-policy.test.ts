import { expect, test } from 'vitest';
import type { BucketPolicyStatement } from '../../../definition/model/bucket-policy.ts';
import { localPolicy } from './local-policy.ts';

const agentOf = (logicalId: string) => `agent of ${logicalId}`;

function statement(changes: Partial<BucketPolicyStatement>): BucketPolicyStatement {
  return {
    effect: 'Allow',
    principals: [{ kind: 'everyone' }],
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::site/*'],
    conditions: {},
    ...changes,
  };
}

function policyOf(changes: Partial<BucketPolicyStatement>, restrictsPublicAccess = false) {
  const bucket = { name: 'site', policy: [statement(changes)], restrictsPublicAccess };
  return localPolicy(bucket, agentOf);
}

test('a distribution and an origin access identity read by the agent that the edge shows', () => {
  const { statements } = policyOf(
    {
      principals: [
        { kind: 'distribution', logicalId: 'Edge' },
        { kind: 'origin-access-identity', logicalId: 'Identity' },
      ],
    },
    true,
  );
  expect(statements).toEqual(
    ['Edge', 'Identity'].map((logicalId) => ({
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject'],
      Resource: ['arn:aws:s3:::site/*'],
      Condition: { StringEquals: { 'aws:UserAgent': [agentOf(logicalId)] } },
    })),
  );
});

test('everyone reads a public bucket, unless public access is restricted to the account', () => {
  expect(policyOf({}).statements).toEqual([
    { Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::site/*'] },
  ]);
  expect(policyOf({}, true)).toEqual({ statements: [], leftOut: [] });
});

test('what is denied to everyone holds also where public access is restricted to the account', () => {
  expect(policyOf({ effect: 'Deny', actions: ['s3:PutObject'] }, true).statements).toHaveLength(1);
});

test('what accounts, roles and other services are allowed needs no statement', () => {
  const principals = [
    { kind: 'account', name: 'arn:aws:iam::000000000000:role/web' },
    { kind: 'service', name: 'logging.s3.amazonaws.com' },
  ] as const;
  expect(policyOf({ principals })).toEqual({ statements: [], leftOut: [] });
});

test('the requirement of TLS is left out, because the local S3 server does not support TLS', () => {
  const conditions = { Bool: { 'aws:SecureTransport': ['false'] } };
  expect(policyOf({ effect: 'Deny', conditions })).toEqual({ statements: [], leftOut: [] });
});

test('a statement that the local S3 server cannot decide is left out and named', () => {
  const byTag = { StringEquals: { 's3:ExistingObjectTag/open': ['yes'] } };
  expect(policyOf({ sid: 'Tagged', conditions: byTag })).toEqual({
    statements: [],
    leftOut: [
      'the statement Tagged of the policy of site is not enforced: the local S3 server does not know the condition key s3:ExistingObjectTag/open',
    ],
  });
  const role = { kind: 'account', name: 'arn:aws:iam::000000000000:role/web' } as const;
  expect(policyOf({ effect: 'Deny', principals: [role] }).leftOut).toEqual([
    'the statement without a Sid of the policy of site is not enforced: the local S3 server does not know the role of a task',
  ]);
});

test('a condition that it can decide is kept', () => {
  const conditions = { StringLike: { 'aws:Referer': ['https://shop.example/*'] } };
  expect(policyOf({ conditions }).statements).toEqual([expect.objectContaining({ Condition: conditions })]);
});
