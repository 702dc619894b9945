import { describe, expect, it } from 'vitest';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' });

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What a role may do, as `action on resource`, from all policies that are attached to it. */
function permissions(role: string): readonly string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
    Properties.Roles.some((attached: { Ref: string }) => attached.Ref.startsWith(role)),
  );
  const statements: Statement[] = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return statements.flatMap(({ Action, Resource, Condition }) =>
    [Action].flat().map((action) => {
      const condition = Condition ? ` if ${JSON.stringify(Condition)}` : '';
      return `${action} on ${[Resource].flat().map(resourceName).join(' ')}${condition}`;
    }),
  );
}

/** Logical ids without their hash, so that a test reads well. */
function resourceName(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  return JSON.stringify(resource)
    .replace(/\{"Ref":"(\w+?)[0-9A-F]{8}"\}/g, '$1')
    .replace(/\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","\w+"\]\}/g, '$1')
    .replace(/^\{"Fn::Join":\["",\[(.*)\]\]\}$/, '$1')
    .replaceAll(/[",]/g, '');
}

const bucket = [
  's3:ListBucket on AssetsBucket',
  's3:GetObject on AssetsBucket/*',
  's3:PutObject on AssetsBucket/*',
  's3:DeleteObject on AssetsBucket/*',
  's3:AbortMultipartUpload on AssetsBucket/*',
].sort();

describe('task roles', () => {
  it('let web reach its bucket and nothing else', () => {
    expect([...permissions('WebTaskDefinitionTaskRole')].sort()).toEqual(bucket);
  });

  it('let worker publish into its namespace besides', () => {
    const publish =
      'cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"Spree/Queue"}}';
    expect([...permissions('WorkerTaskDefinitionTaskRole')].sort()).toEqual([publish, ...bucket]);
  });

  it('let a load test worker read its orders and leave its results', () => {
    expect([...permissions('LoadTestDefinitionTaskRole')].sort()).toEqual([
      's3:GetObject on LoadTestBucket/*',
      's3:ListBucket on LoadTestBucket',
      's3:PutObject on LoadTestBucket/*',
    ]);
  });

  it('let only one-off tasks be entered with ECS Exec', () => {
    const exec = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];
    expect([...permissions('OneOffTaskDefinitionTaskRole')].sort()).toEqual([
      ...bucket,
      ...exec.map((action) => `ssmmessages:${action} on *`),
    ]);
  });
});

describe('execution roles', () => {
  it.each(['Web', 'Worker', 'OneOff', 'Seed'])(
    'let ECS start %s: its image, secrets and log group',
    (name) => {
      const mail =
        'arn:aws:secretsmanager:ap-southeast-1:{Ref:AWS::AccountId}:secret:spree-production/smtp-?????? ';
      const own = 'SecretsApplicationSecret SecretsRailsSecret SecretsRedisSecret';
      const others = name === 'Seed' ? 'SecretsAdminSecret ' : '';
      const secrets = `${name === 'Worker' ? mail : others}${own}`;
      const image = ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'];
      expect([...permissions(`${name}TaskDefinitionExecutionRole`)].sort()).toEqual(
        [
          ...image.map((action) => `ecr:${action} on ImageRepository`),
          'ecr:GetAuthorizationToken on *',
          'logs:CreateLogStream on LogGroup',
          'logs:PutLogEvents on LogGroup',
          `secretsmanager:DescribeSecret on ${secrets}`,
          `secretsmanager:GetSecretValue on ${secrets}`,
        ].sort(),
      );
    },
  );
});

it('the execution role of the set-up alone lets ECS read the secret of the master user', () => {
  expect(permissions('SetUpTaskDefinitionExecutionRole')).toContain(
    'secretsmanager:GetSecretValue on SecretsApplicationSecret SecretsDatabaseSecret',
  );
  const roles = Object.keys(template.findResources('AWS::IAM::Role'));
  const reading = roles.filter((role) =>
    permissions(role).some((permission) => /GetSecretValue on .*SecretsDatabaseSecret/.test(permission)),
  );
  expect(reading).toEqual([expect.stringMatching(/^SetUpTaskDefinitionExecutionRole/)]);
});

it('the execution role of a load test worker lets ECS start it: its secret and log group', () => {
  expect([...permissions('LoadTestDefinitionExecutionRole')].sort()).toEqual([
    'logs:CreateLogStream on LogGroup',
    'logs:PutLogEvents on LogGroup',
    'secretsmanager:DescribeSecret on SecretsAdminSecret',
    'secretsmanager:GetSecretValue on SecretsAdminSecret',
  ]);
});

describe('renewal', () => {
  it('may only update the services that it renews, and leave the calls that failed', () => {
    expect(permissions('SchedulerRoleForTarget')).toEqual([
      'ecs:UpdateService on WebService WorkerService',
      'sqs:SendMessage on FailedRenewals',
    ]);
  });
});
