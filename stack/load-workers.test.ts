import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' });
const definition = Object.values(template.findResources('AWS::ECS::TaskDefinition')).find(
  ({ Properties }) => Properties.Family === 'spree-production-loadtest',
)?.Properties;

test('a worker is a task of one vCPU with a pinned public image, and time to end its visitors', () => {
  expect(definition).toMatchObject({ Cpu: '1024', Memory: '2048', NetworkMode: 'awsvpc' });
  expect(definition.ContainerDefinitions).toEqual([
    expect.objectContaining({
      Image: expect.stringMatching(/^public\.ecr\.aws\/docker\/library\/node:\d+\.\d+\.\d+-/),
      StopTimeout: 60,
      LinuxParameters: { Capabilities: {}, InitProcessEnabled: true },
    }),
  ]);
});

test('a worker knows the account of the administrator, and no other secret', () => {
  const [{ Secrets: secrets, Environment: environment }] = definition.ContainerDefinitions;
  const keys = secrets.map((secret: { Name: string; ValueFrom: { 'Fn::Join': [string, unknown[]] } }) => [
    secret.Name,
    secret.ValueFrom['Fn::Join'][1],
  ]);
  const admin = { Ref: expect.stringMatching(/^SecretsAdminSecret/) };
  expect(Object.fromEntries(keys)).toEqual({
    ADMIN_EMAIL: [admin, ':email::'],
    ADMIN_PASSWORD: [admin, ':password::'],
  });
  expect(environment).toBeUndefined();
});

test('nothing reaches a worker', () => {
  const group = { GroupDescription: 'Load test workers: nothing comes in' };
  const [id] = Object.keys(template.findResources('AWS::EC2::SecurityGroup', { Properties: group }));
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    ...group,
    SecurityGroupIngress: Match.absent(),
  });
  const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'));
  expect(rules.filter(({ Properties }) => Properties.GroupId?.['Fn::GetAtt']?.[0] === id)).toEqual([]);
});

test('what runs leave in the bucket is private, and goes after a week', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
      ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
    LifecycleConfiguration: {
      Rules: [Match.objectLike({ ExpirationInDays: 7, Status: 'Enabled' })],
    },
  });
});
