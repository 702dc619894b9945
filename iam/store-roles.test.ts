import { expect, it, vi } from 'vitest';
import { storeStacks } from '../cost/testing/store-stacks.ts';
import { resourcesOfType } from '../definition/resolution/resolved-template.ts';
import { type Decision, decide, type Requester } from './decide.ts';
import { parsePolicy } from './policy.ts';
import { resourcePolicy, rolesOf } from './template-policies.ts';

// Tests synthesize the app, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const [stack] = storeStacks('production');
if (stack === undefined) throw new Error('no stack');
const { template } = stack;
const roles = rolesOf(template);
const account = '123456789012';
const place = `ap-southeast-1:${account}`;

/** The ARN of a resource, by the beginning of its logical id. */
function arnOf(type: string, beginning: string): string {
  const [found] = resourcesOfType(template, type).filter(({ logicalId }) => logicalId.startsWith(beginning));
  const arn = found && (template.values(found.logicalId, 'Arn') ?? template.values(found.logicalId, 'Ref'));
  if (arn === undefined) throw new Error(`no ${beginning}`);
  return String(arn);
}

function roleOf(beginning: string) {
  const found = roles.find(({ logicalId }) => logicalId.startsWith(beginning));
  if (found === undefined) throw new Error(`no role ${beginning}`);
  return found;
}

/** What a role may do, with the policy of the bucket or the secret that it asks for. */
function decided(role: string, action: string, resource: string, context = {}): Decision {
  const { policies: identity, arn } = roleOf(role);
  const owner = [
    ...resourcesOfType(template, 'AWS::S3::Bucket'),
    ...resourcesOfType(template, 'AWS::SecretsManager::Secret'),
  ].find(({ logicalId }) => {
    const own = String(template.values(logicalId, 'Arn') ?? template.values(logicalId, 'Ref'));
    return resource === own || resource.startsWith(`${own}/`);
  });
  const policy = owner && resourcePolicy(template, template.values(owner.logicalId, 'Ref') ?? '');
  return decide(
    {
      ...{ action, resource, by: { kind: 'role', arn } as Requester },
      context: { 'aws:SecureTransport': 'true', ...context },
    },
    { identity, ...(policy === undefined ? {} : { resource: policy }) },
  );
}

const assets = arnOf('AWS::S3::Bucket', 'AssetsBucket');
const accessLogs = arnOf('AWS::S3::Bucket', 'AccessLogs');
const repository = arnOf('AWS::ECR::Repository', 'ImageRepository');
const secret = (name: string) => arnOf('AWS::SecretsManager::Secret', `Secrets${name}`);
const smtp = `arn:aws:secretsmanager:${place}:secret:spree-production/smtp-AbCdEf`;
const stream = (group: string) => `arn:aws:logs:${place}:log-group:${group}:log-stream:web/web/1`;
const service = (name: string) => arnOf('AWS::ECS::Service', name);

const objects = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'];
const pull = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'];

it.each([
  ...['Web', 'Worker', 'OneOff', 'Seed'].flatMap((name) => [
    ...objects.map((action) => [`${name}TaskDefinitionTaskRole`, action, `${assets}/uploads/1`] as const),
    [`${name}TaskDefinitionTaskRole`, 's3:ListBucket', assets] as const,
  ]),
  ...['Web', 'Worker', 'OneOff', 'Seed', 'SetUp'].flatMap((name) => [
    ...pull.map((action) => [`${name}TaskDefinitionExecutionRole`, action, repository] as const),
    [`${name}TaskDefinitionExecutionRole`, 'ecr:GetAuthorizationToken', '*'] as const,
    [`${name}TaskDefinitionExecutionRole`, 'logs:PutLogEvents', stream('/ecs/spree-production')] as const,
    [`${name}TaskDefinitionExecutionRole`, 'secretsmanager:GetSecretValue', secret('Application')] as const,
  ]),
  ['WorkerTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', smtp],
  ['SeedTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Admin')],
  ['SetUpTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Database')],
  ['OneOffTaskDefinitionTaskRole', 'ssmmessages:OpenDataChannel', '*'],
  ['LoadTestDefinitionTaskRole', 's3:PutObject', `${arnOf('AWS::S3::Bucket', 'LoadTest')}/runs/1`],
  ['SchedulerRole', 'ecs:UpdateService', service('WebService')],
  ['SchedulerRole', 'ecs:UpdateService', service('WorkerService')],
] as const)('%s may do %s on %s, which it does', (role, action, resource) => {
  expect(decided(role, action, resource)).toBe('allowed');
});

it.each([
  ['WebTaskDefinitionTaskRole', 's3:GetObject', `${accessLogs}/2026/1`],
  ['WebTaskDefinitionTaskRole', 's3:GetObject', 'arn:aws:s3:::another-bucket/uploads/1'],
  ['WebTaskDefinitionTaskRole', 's3:GetObject', `${assets}-of-somebody/uploads/1`],
  ['WebTaskDefinitionTaskRole', 's3:DeleteObjectVersion', `${assets}/uploads/1`],
  ['WebTaskDefinitionTaskRole', 's3:DeleteBucket', assets],
  ['WebTaskDefinitionTaskRole', 'ssmmessages:OpenDataChannel', '*'],
  ['WebTaskDefinitionTaskRole', 'secretsmanager:GetSecretValue', secret('Application')],
  ['WebTaskDefinitionTaskRole', 'cloudwatch:PutMetricData', '*'],
  ['LoadTestDefinitionTaskRole', 's3:GetObject', `${assets}/uploads/1`],
  ['WebTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Database')],
  ['WebTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Admin')],
  ['WebTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', smtp],
  ['WorkerTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', `${smtp}-other`],
  ['WorkerTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Database')],
  ['OneOffTaskDefinitionExecutionRole', 'secretsmanager:GetSecretValue', secret('Database')],
  ['WebTaskDefinitionExecutionRole', 'secretsmanager:PutSecretValue', secret('Application')],
  ['WebTaskDefinitionExecutionRole', 'ecr:BatchGetImage', `arn:aws:ecr:${place}:repository/another`],
  ['WebTaskDefinitionExecutionRole', 'ecr:PutImage', repository],
  ['WebTaskDefinitionExecutionRole', 'logs:PutLogEvents', stream('/ecs/spree-staging')],
  ['SchedulerRole', 'ecs:UpdateService', `arn:aws:ecs:${place}:service/another-cluster/web`],
  ['SchedulerRole', 'ecs:RunTask', '*'],
] as const)('%s may not do %s on %s', (role, action, resource) => {
  expect(decided(role, action, resource)).toBe('implicitly denied');
});

it('no role may change what runs, what others may do, or what is kept', () => {
  const actions = [
    ...[
      'ecs:RunTask',
      'ecs:RegisterTaskDefinition',
      'ecs:ExecuteCommand',
      'ecs:DeleteService',
      'iam:PassRole',
    ],
    ...[
      'iam:PutRolePolicy',
      'sts:AssumeRole',
      's3:DeleteBucket',
      's3:PutBucketPolicy',
      'ecr:DeleteRepository',
    ],
    ...[
      'secretsmanager:PutSecretValue',
      'secretsmanager:DeleteSecret',
      'rds:DeleteDBInstance',
      'kms:Decrypt',
    ],
    ...['cloudformation:UpdateStack', 'logs:DeleteLogGroup', 'ec2:RunInstances', 'lambda:InvokeFunction'],
  ];
  const resources = ['*', assets, repository, secret('Application'), service('WebService')];
  const allowed = roles.flatMap(({ logicalId }) =>
    actions.flatMap((action) =>
      resources
        .filter((resource) => decided(logicalId, action, resource) === 'allowed')
        .map((resource) => `${logicalId} ${action} ${resource}`),
    ),
  );
  expect(allowed).toEqual([]);
});

it('a worker publishes metrics into its own namespace only', () => {
  const publish = (namespace: string) =>
    decided('WorkerTaskDefinitionTaskRole', 'cloudwatch:PutMetricData', '*', {
      'cloudwatch:namespace': namespace,
    });
  expect(publish('Spree/Queue')).toBe('allowed');
  expect(publish('AWS/ECS')).toBe('implicitly denied');
});

it('buckets refuse what is not encrypted on its way, whoever asks', () => {
  const plain = { 'aws:SecureTransport': 'false' };
  expect(decided('WebTaskDefinitionTaskRole', 's3:GetObject', `${assets}/uploads/1`, plain)).toBe(
    'explicitly denied',
  );
});

it('CloudFront reads the published assets for this distribution alone', () => {
  const bucket = arnOf('AWS::S3::Bucket', 'ReleaseAssets');
  const [resource] = resourcesOfType(template, 'AWS::S3::Bucket').filter(({ logicalId }) =>
    logicalId.startsWith('ReleaseAssets'),
  );
  const policy = resourcePolicy(template, template.values(resource?.logicalId ?? '', 'Ref') ?? '');
  const [distribution] = resourcesOfType(template, 'AWS::CloudFront::Distribution');
  const id = String(template.values(distribution?.logicalId ?? '', 'Ref'));
  const read = (source: string) =>
    decide(
      {
        ...{ action: 's3:GetObject', resource: `${bucket}/assets/a.css` },
        by: { kind: 'service', name: 'cloudfront.amazonaws.com' },
        context: { 'aws:SourceArn': `arn:aws:cloudfront::${account}:distribution/${source}` },
      },
      policy === undefined ? {} : { resource: policy },
    );
  expect(read(id)).toBe('allowed');
  expect(read('E0ANOTHER')).toBe('implicitly denied');
});

it('a secret whose password is changed in turn cannot be deleted by anybody in the account', () => {
  const [found] = resourcesOfType(template, 'AWS::SecretsManager::Secret').filter(({ logicalId }) =>
    logicalId.startsWith('SecretsDatabase'),
  );
  const policy = resourcePolicy(template, template.values(found?.logicalId ?? '', 'Ref') ?? '');
  const request = { action: 'secretsmanager:DeleteSecret', resource: secret('Database') };
  const by: Requester = { kind: 'role', arn: `arn:aws:iam::${account}:role/administrator` };
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const identity = [parsePolicy({ Version: '2012-10-17', Statement: everything }, 'a test')];
  expect(decide({ ...request, by }, { identity })).toBe('allowed');
  expect(decide({ ...request, by }, { identity, ...(policy && { resource: policy }) })).toBe(
    'explicitly denied',
  );
});

it('only the service that a role is for takes it on', () => {
  const takes = (name: string, trust: (typeof roles)[number]) =>
    decide(
      {
        ...{ action: 'sts:AssumeRole', resource: trust.arn, by: { kind: 'service', name } },
        context: {
          'aws:SourceAccount': account,
          'aws:SourceArn': `arn:aws:scheduler:${place}:schedule-group/default`,
        },
      },
      { resource: trust.trust },
    ) === 'allowed';
  const services = [
    'ecs-tasks.amazonaws.com',
    'lambda.amazonaws.com',
    'scheduler.amazonaws.com',
    'ec2.amazonaws.com',
  ];
  for (const role of roles) {
    const expected = /^Scheduler/.test(role.logicalId)
      ? 'scheduler.amazonaws.com'
      : /^VpcOrigin/.test(role.logicalId)
        ? 'lambda.amazonaws.com'
        : 'ecs-tasks.amazonaws.com';
    expect(services.filter((name) => takes(name, role))).toEqual([expected]);
  }
});
