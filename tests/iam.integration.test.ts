import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { storeStacks } from '../cost/testing/store-stacks.ts';
import { resourcesOfType } from '../definition/resolution/resolved-template.ts';
import { decide } from '../iam/decide.ts';
import { type Policy, parsePolicy } from '../iam/policy.ts';
import { rolesOf } from '../iam/template-policies.ts';
import { isLetThrough, type SignedRequest, type UserKeys } from '../testing/moto/ask-as-user.ts';
import { type MotoServer, startMoto } from '../testing/moto/moto-server.ts';
import { queryMoto } from '../testing/moto/query-moto.ts';

const account = '123456789012';
const region = 'ap-southeast-1';
const [stack] = storeStacks('production');
const template = stack?.template;
if (template === undefined) throw new Error('no stack');

const bucketOf = (beginning: string) => {
  const [found] = resourcesOfType(template, 'AWS::S3::Bucket').filter(({ logicalId }) =>
    logicalId.startsWith(beginning),
  );
  return String(template.values(found?.logicalId ?? '', 'Ref'));
};
const assets = bucketOf('AssetsBucket');
const accessLogs = bucketOf('AccessLogs');

/** A request, and what moto takes it for: of services but S3 it knows no resource, and takes all for `*`. */
interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly request: SignedRequest;
}

const ofS3 = (bucket: string): readonly Asked[] => {
  const object = { resource: `arn:aws:s3:::${bucket}/uploads/1`, path: `/${bucket}/uploads/1` };
  const ask = (
    action: string,
    method: SignedRequest['method'],
    resource: string,
    path: string,
    query = '',
  ) => ({
    ...{ action, resource, request: { service: 's3', method, path, query } },
  });
  return [
    ask('s3:GetObject', 'GET', object.resource, object.path),
    ask('s3:PutObject', 'PUT', object.resource, object.path),
    ask('s3:DeleteObject', 'DELETE', object.resource, object.path),
    ask('s3:ListBucket', 'GET', `arn:aws:s3:::${bucket}`, `/${bucket}`, 'list-type=2'),
    ask('s3:DeleteBucket', 'DELETE', `arn:aws:s3:::${bucket}`, `/${bucket}`),
  ];
};

const ofJson = (service: string, target: string, body = '{}'): Asked => ({
  action: `${service}:${target.split('.').at(-1)}`,
  resource: '*',
  request: {
    ...{ service, method: 'POST', body },
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  },
});

const ofQuery = (service: string, action: string, version: string): Asked => ({
  action: `${service}:${action}`,
  resource: '*',
  request: {
    ...{ service, method: 'POST', body: `Action=${action}&Version=${version}` },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
});

const asked: readonly Asked[] = [
  ...ofS3('somebody-elses-bucket'),
  ...ofS3(accessLogs),
  ...ofS3(assets),
  ofJson('ecr', 'AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken'),
  ofJson('ecr', 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories'),
  ofJson('ecs', 'AmazonEC2ContainerServiceV20141113.ListClusters'),
  ofJson('ecs', 'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions'),
  ofJson('secretsmanager', 'secretsmanager.ListSecrets'),
  ofJson('ssm', 'AmazonSSM.DescribeParameters'),
  ofJson('logs', 'Logs_20140328.DescribeLogGroups'),
  ofQuery('iam', 'ListUsers', '2010-05-08'),
  ofQuery('sns', 'ListTopics', '2010-03-31'),
];

const written = (...Statement: readonly object[]) => [
  parsePolicy({ Version: '2012-10-17', Statement }, 'a test'),
];
const all = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The roles of the store, and policies with what theirs do not have. */
const subjects: readonly (readonly [string, readonly Policy[]])[] = [
  ...rolesOf(template).map(({ logicalId, policies }) => [logicalId, withoutConditions(policies)] as const),
  ['Everything', written(all)],
  ['NothingOfS3', written(all, { Effect: 'Deny', Action: 's3:*', Resource: '*' })],
  ['AllButReading', written(all, { Effect: 'Deny', Action: ['s3:GetObject', 'ecs:List*'], Resource: '*' })],
  ['AllButIam', written({ Effect: 'Allow', NotAction: ['iam:*', 'ecs:*'], Resource: '*' })],
  [
    'OneBucket',
    written(all, {
      Effect: 'Deny',
      Action: '*',
      Resource: [`arn:aws:s3:::${accessLogs}`, `arn:aws:s3:::${accessLogs}/*`],
    }),
  ],
  ['Nothing', []],
];

/** moto takes a condition in a policy of a user for false, and then denies all that the statement is about. */
function withoutConditions(policies: readonly Policy[]): readonly Policy[] {
  return policies.map((policy) => ({
    ...policy,
    Statement: policy.Statement.filter(({ Condition }) => Condition === undefined),
  }));
}

let moto: MotoServer;
beforeAll(async () => {
  moto = await startMoto(account);
}, 400_000);
afterAll(() => moto[Symbol.asyncDispose]());

const keySchema = z.object({
  CreateAccessKeyResponse: z.object({
    CreateAccessKeyResult: z.object({
      AccessKey: z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string() }),
    }),
  }),
});

/** A user, as roles have the same policies but need a session. */
async function userWith(name: string, policies: readonly Policy[]): Promise<UserKeys> {
  const ask = (action: string, parameters: Readonly<Record<string, string>>) =>
    queryMoto({ moto, service: 'iam', region, action, parameters: { UserName: name, ...parameters } });
  await ask('CreateUser', {});
  for (const [index, policy] of policies.entries()) {
    if (policy.Statement.length === 0) continue;
    await ask('PutUserPolicy', { PolicyName: `policy-${index}`, PolicyDocument: JSON.stringify(policy) });
  }
  const { AccessKey } = keySchema.parse(await ask('CreateAccessKey', {})).CreateAccessKeyResponse
    .CreateAccessKeyResult;
  return { id: AccessKey.AccessKeyId, secret: AccessKey.SecretAccessKey };
}

test('moto lets through what the evaluation of policies allows, and nothing else', async () => {
  const users = [];
  for (const [name, policies] of subjects)
    users.push({ name, policies, keys: await userWith(name, policies) });
  await moto.enforceIam(true);
  const differences: string[] = [];
  let allowed = 0;
  for (const { name, policies, keys } of users) {
    const by = { kind: 'role', arn: `arn:aws:iam::${account}:role/${name}` } as const;
    for (const { action, resource, request } of asked) {
      const isAllowed = decide({ action, resource, by }, { identity: policies }) === 'allowed';
      const isThrough = await isLetThrough(moto, keys, request);
      if (isAllowed !== isThrough) differences.push(`${name}: ${action} on ${resource}: moto ${isThrough}`);
      if (isAllowed) allowed += 1;
    }
  }
  await moto.enforceIam(false);
  expect(differences).toEqual([]);
  expect(allowed).toBeGreaterThan(50);
  expect(allowed).toBeLessThan((users.length * asked.length) / 2);
});
