import { expect, it } from 'vitest';
import { decide, type IamRequest, type Requester } from './decide.ts';
import { matchesArn } from './match.ts';
import { parsePolicy } from './policy.ts';

const role: Requester = { kind: 'role', arn: 'arn:aws:iam::123456789012:role/web' };
const bucket = 'arn:aws:s3:::shop';
const get: IamRequest = { action: 's3:GetObject', resource: `${bucket}/a/b.png`, by: role };

const policy = (...Statement: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, 'a test');
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` };

it.each([
  [[allow], 'allowed'],
  [[], 'implicitly denied'],
  [[{ ...allow, Resource: bucket }], 'implicitly denied'],
  [[{ ...allow, Resource: 'arn:aws:s3:::sho?/*' }], 'allowed'],
  [[{ ...allow, Resource: 'arn:aws:s3:::Shop/*' }], 'implicitly denied'],
  [[{ ...allow, Resource: 'arn:aws:s3:::shop.a/*' }], 'implicitly denied'],
  [[{ ...allow, Action: ['s3:Put*', 'S3:getOBJECT'] }], 'allowed'],
  [[{ ...allow, Action: 's3:GetObjectVersion' }], 'implicitly denied'],
  [[{ ...allow, Action: undefined, NotAction: 's3:Delete*' }], 'allowed'],
  [[{ ...allow, Action: undefined, NotAction: 's3:*' }], 'implicitly denied'],
  [[{ ...allow, Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }], 'allowed'],
  [[{ ...allow, Resource: undefined, NotResource: `${bucket}/a/*` }], 'implicitly denied'],
  [[allow, { Effect: 'Deny', Action: '*', Resource: '*' }], 'explicitly denied'],
  [[{ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }, allow], 'allowed'],
])('policies of a role with the statements %j: %s', (statements, decision) => {
  const written = JSON.parse(JSON.stringify(statements));
  expect(decide(get, { identity: [policy(...written)] })).toBe(decision);
});

it.each([
  [{ StringEquals: { 'aws:SourceAccount': '1' } }, { 'AWS:sourceaccount': '1' }, true],
  [{ StringEquals: { 'aws:SourceAccount': ['1', '2'] } }, { 'aws:SourceAccount': '2' }, true],
  [{ StringEquals: { 'aws:SourceAccount': '1' } }, {}, false],
  [{ StringEquals: { k: 'a*' } }, { k: 'ab' }, false],
  [{ StringLike: { k: 'a*' } }, { k: 'ab' }, true],
  [{ StringNotEquals: { k: 'a' } }, { k: 'a' }, false],
  [{ StringNotEquals: { k: 'a' } }, {}, true],
  [{ StringNotLike: { k: 'a*' } }, { k: 'ab' }, false],
  [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'False' }, true],
  [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
  [{ ArnLike: { k: 'arn:aws:ecs:*:1:cluster/*' } }, { k: 'arn:aws:ecs:eu:1:cluster/a' }, true],
  [{ ArnEquals: { k: 'arn:aws:ecs:*:cluster/a' } }, { k: 'arn:aws:ecs:eu:1:cluster/a' }, false],
  [{ StringEquals: { k: 'a', l: 'b' } }, { k: 'a' }, false],
  [{ StringEquals: { k: 'a' }, StringLike: { l: '*' } }, { k: 'a', l: '' }, true],
])('the condition %j with %j holds: %s', (Condition, context, holds) => {
  const found = decide({ ...get, context }, { identity: [policy({ ...allow, Condition })] });
  expect(found).toBe(holds ? 'allowed' : 'implicitly denied');
});

it('a policy of the resource allows whom it names, and an account only those whose own policies allow it', () => {
  const named = (AWS: string) => policy({ ...allow, Principal: { AWS } });
  const decided = (AWS: string, identity = [policy()]) => decide(get, { identity, resource: named(AWS) });
  expect(decided(role.arn)).toBe('allowed');
  expect(decided('*')).toBe('allowed');
  expect(decided('arn:aws:iam::123456789012:role/worker')).toBe('implicitly denied');
  expect(decided('arn:aws:iam::123456789012:root')).toBe('implicitly denied');
  expect(decided('arn:aws:iam::123456789012:root', [policy(allow)])).toBe('allowed');
});

it('what the policy of a resource denies an account, its roles are denied', () => {
  const deny = policy({ Effect: 'Deny', Action: 's3:*', Resource: '*', Principal: { AWS: '123456789012' } });
  expect(decide(get, { identity: [policy(allow)], resource: deny })).toBe('explicitly denied');
});

it('services and identity providers are allowed by the resource alone', () => {
  const by: Requester = { kind: 'service', name: 'cloudfront.amazonaws.com' };
  const resource = policy({ ...allow, Principal: { Service: 'cloudfront.amazonaws.com' } });
  expect(decide({ ...get, by }, { resource })).toBe('allowed');
  expect(decide({ ...get, by: { kind: 'service', name: 'ec2.amazonaws.com' } }, { resource })).toBe(
    'implicitly denied',
  );
  const provider = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
  const trust = policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
  });
  const take = { action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn };
  expect(decide({ ...take, by: { kind: 'federated', provider } }, { resource: trust })).toBe('allowed');
  expect(decide({ ...take, by: role }, { resource: trust })).toBe('implicitly denied');
});

it.each([
  [{ ...allow, NotPrincipal: '*' }, 'NotPrincipal'],
  [{ ...allow, Resource: 'arn:aws:s3:::\u0024{aws:username}/*' }, 'the policy variable \u0024{aws:username}'],
  [
    { ...allow, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
    'the condition operator IpAddress',
  ],
  [{ ...allow, Condition: { StringEqualsIfExists: { k: 'a' } } }, 'StringEqualsIfExists'],
  [{ ...allow, Condition: { 'ForAllValues:StringEquals': { k: 'a' } } }, 'ForAllValues:StringEquals'],
  [{ ...allow, Principal: '*' }, 'a Principal'],
  [{ ...allow, Resource: undefined }, 'a statement without a resource'],
  [{ ...allow, Action: undefined }, 'one of Action and NotAction'],
  [{ ...allow, Effect: 'Maybe' }, 'Effect'],
])('%j is an error rather than a guess', (statement, what) => {
  const written = JSON.parse(JSON.stringify(statement));
  expect(() => decide(get, { identity: [policy(written)] })).toThrow(what);
});

it('an operator that is not known is found although another condition is false', () => {
  const Condition = { StringEquals: { k: 'a' }, NumericLessThan: { n: '1' } };
  expect(() => decide(get, { identity: [policy({ ...allow, Condition })] })).toThrow('NumericLessThan');
});

it('documents of the older version are not evaluated', () => {
  expect(() => parsePolicy({ Version: '2008-10-17', Statement: [] }, 'a test')).toThrow('Version');
  expect(() => parsePolicy({ Statement: [] }, 'a test')).toThrow('Version');
});

it('the last part of an ARN may have colons', () => {
  expect(
    matchesArn('arn:aws:logs:*:1:log-group:/ecs/*', 'arn:aws:logs:eu:1:log-group:/ecs/a:log-stream:b'),
  ).toBe(true);
  expect(matchesArn('arn:aws:logs:eu:1:log-group:a', 'arn:aws:logs:eu:1')).toBe(false);
});
