// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAssembly } from '../../definition/template/read-assembly.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { corpusStack } from '../../definition/testing/corpus.ts';
import { reduceForLocalStack, reduceInOrder } from './reduce-for-localstack.ts';
import { rejectFallbacks } from './reject-fallbacks.ts';
import { resourceTable } from './resource-table.ts';
import { localstackTypes } from './testing/localstack-types.ts';
import { writeReducedAssembly } from './write-reduced-assembly.ts';

describe('the part of a template for LocalStack', () => {
  const secrets = ['DatabaseSecret', 'RedisSecret'];

  test('has its own resources by their names, after its secrets, and local values for the rest', () => {
    expect(reduceForLocalStack(corpusStack)).toEqual({
      Resources: {
        Logs: {
          Type: 'AWS::Logs::LogGroup',
          Properties: { LogGroupName: '/ecs/shop', RetentionInDays: 7 },
          DependsOn: secrets,
        },
        DatabaseSecret: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: { Name: 'shop/database' },
        },
        RedisSecret: {
          Type: 'AWS::SecretsManager::Secret',
          Properties: { Name: 'shop-local-RedisSecret' },
        },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'shop-local-Role',
            AssumeRolePolicyDocument: { Statement: [], Version: '2012-10-17' },
          },
          DependsOn: secrets,
        },
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'ReadSecret',
            Roles: ['shop-local-Role'],
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'secretsmanager:GetSecretValue',
                  Resource: [{ Ref: 'DatabaseSecret' }, { 'Fn::Sub': '${RedisSecret}*' }],
                  Condition: { StringEquals: { 'aws:ResourceAccount': '000000000000' } },
                },
              ],
            },
          },
          DependsOn: [...secrets, 'Role'],
        },
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { TopicName: 'shop-local-Topic' },
          DependsOn: secrets,
        },
      },
      Outputs: {
        LoadBalancer: { Value: 'load-balancer' },
        Storefront: { Value: 'https://localhost/' },
        Password: { Value: { 'Fn::Sub': '$${DatabaseSecret}:password' } },
      },
    });
  });

  test('has what task definitions refer to before the rest of it', () => {
    const valueFrom = { 'Fn::Join': ['', ['arn:aws:ssm:eu-west-1:0:parameter', { Ref: 'Greeting' }]] };
    const Secrets = [{ Name: 'GREETING', ValueFrom: valueFrom }];
    const template = parseTemplate(
      {
        Resources: {
          News: { Type: 'AWS::SNS::Topic', Properties: {} },
          Greeting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/shop/greeting', Value: 'hi' } },
          Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Secrets }] } },
        },
      },
      'test',
    );
    const { template: reduced, neededFirst } = reduceInOrder({ ...corpusStack, template });
    expect(neededFirst).toEqual(['Greeting']);
    expect(reduced.Resources.News?.DependsOn).toEqual(['Greeting']);
    expect(reduced.Resources.Greeting?.DependsOn).toBeUndefined();
  });

  test('has no alarms and policies, but the names and ARNs of those it refers to', () => {
    const template = parseTemplate(
      {
        Resources: {
          Slow: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'slow' } },
          Steps: {
            Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
            Properties: { PolicyName: 'steps', ResourceId: 'service/shop/web' },
          },
          Names: {
            Type: 'AWS::SSM::Parameter',
            DependsOn: ['Slow'],
            Properties: {
              Name: '/shop/alarm',
              Type: 'StringList',
              Value: { 'Fn::Sub': '${Slow},${Slow.Arn}' },
              Description: { Ref: 'Steps' },
            },
          },
        },
        Outputs: { Alarm: { Value: { 'Fn::GetAtt': ['Slow', 'Arn'] } } },
      },
      'test',
    );
    const arn = 'arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:slow';
    expect(reduceForLocalStack({ ...corpusStack, template })).toEqual({
      Resources: {
        Names: {
          Type: 'AWS::SSM::Parameter',
          Properties: {
            Name: '/shop/alarm',
            Type: 'StringList',
            Value: `slow,${arn}`,
            Description: expect.stringMatching(
              /^arn:aws:autoscaling:ap-southeast-1:000000000000:scalingPolicy:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:resource\/ecs\/service\/shop\/web:policyName\/steps$/,
            ),
          },
        },
      },
      Outputs: { Alarm: { Value: arn } },
    });
  });

  test('has no type that LocalStack lacks', () => {
    const deployed = Object.entries(resourceTable).filter(([, row]) => row.localstack !== undefined);
    const lacking = deployed.map(([type]) => type).filter((type) => !localstackTypes.has(type.toLowerCase()));
    expect(lacking).toEqual([]);
  });

  test('is an assembly without assets, roles or a bootstrap check', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reduced-'));
    try {
      const template = reduceForLocalStack(corpusStack);
      const environment = { region: 'ap-southeast-1', accountId: '000000000000' };
      await writeReducedAssembly(folder, { stackName: 'shop-local', ...environment, template });
      const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
      expect(manifest).toEqual({
        version: '36.0.0',
        artifacts: {
          'shop-local': {
            type: 'aws:cloudformation:stack',
            environment: 'aws://000000000000/ap-southeast-1',
            properties: {
              templateFile: 'shop-local.template.json',
              stackName: 'shop-local',
              validateOnSynth: false,
            },
            displayName: 'shop-local',
          },
        },
      });
      expect((await readAssembly(folder))[0]?.stackName).toBe('shop-local');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('is refused where it is too large to deploy without a bucket, and nothing is written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reduced-'));
    try {
      const Topic = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x'.repeat(52_000) } };
      const template = { Resources: { Topic }, Outputs: {} };
      const assembly = { stackName: 'shop', region: 'eu-west-1', accountId: '000000000000', template };
      await expect(writeReducedAssembly(folder, assembly)).rejects.toMatchObject({
        code: 'TEMPLATE_TOO_LARGE',
      });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('what LocalStack deployed', () => {
  const created = { logicalId: 'Role', type: 'AWS::IAM::Role', status: 'CREATE_COMPLETE' };

  test('passes where all of it is there', () => {
    expect(() => rejectFallbacks([created])).not.toThrow();
  });

  test('fails for what LocalStack reported as deployed without creating it', () => {
    const type = 'AWS::ECS::Cluster';
    const reason = `Resource type ${type} is not supported but was deployed as a fallback`;
    expect(() => rejectFallbacks([created, { ...created, logicalId: 'Cluster', type, reason }])).toThrow(
      expect.objectContaining({
        code: 'LOCALSTACK_FALLBACK',
        message:
          'LocalStack does not support Cluster (AWS::ECS::Cluster): it reported a deployment without creating anything.',
      }),
    );
  });
});
