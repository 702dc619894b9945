import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { expect, test, vi } from 'vitest';
import { approvedBy, changesOf } from './preview-infrastructure.ts';

// The first comparison loads AWS's specification.
vi.setConfig({ testTimeout: 30_000 });

const stack = { name: 'spree-staging', region: 'ap-southeast-1' };

function changed(before: object, after: object) {
  return changesOf(stack, false, fullDiff({ Resources: before }, { Resources: after }));
}

const database = (properties: object) => ({
  Db: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres', ...properties } },
});

test('a larger database restarts, and only the name of what changes is known', () => {
  const { changes } = changed(
    database({ DBInstanceClass: 'db.t3.micro', MasterUserPassword: 'hunter22' }),
    database({ DBInstanceClass: 'db.t4g.small', MasterUserPassword: 'hunter23' }),
  );
  expect(changes).toEqual([
    {
      ...{ logicalId: 'Db', type: 'AWS::RDS::DBInstance', effect: 'updated' },
      properties: ['DBInstanceClass', 'MasterUserPassword'],
      interruption: 'the database restarts; with a standby, it fails over',
      ...{ isStateful: true, isSecurityRelevant: false },
    },
  ]);
  expect(JSON.stringify(changes)).not.toContain('hunter');
});

test('a database that moves to other subnets is replaced, which weighs most of what is not security-relevant', () => {
  const topics = { T: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x' } } };
  const { changes } = changed(
    { ...database({ DBSubnetGroupName: 'a' }), ...topics, Old: { Type: 'AWS::SQS::Queue' } },
    {
      ...database({ DBSubnetGroupName: 'b' }),
      T: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'y' } },
      New: { Type: 'AWS::Events::Rule' },
    },
  );
  expect(changes.map(({ logicalId, effect }) => [logicalId, effect])).toEqual([
    ['Old', 'deleted'],
    ['Db', 'replaced'],
    ['T', 'updated'],
    ['New', 'created'],
  ]);
});

test('a permission that is added comes first, and allows more', () => {
  const role = (actions: readonly string[]) => ({
    Role: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: ['tasks'],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
      },
    },
    Q: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: actions.length } },
  });
  const { security, changes } = changed(role(['s3:GetObject']), role(['s3:GetObject', 's3:DeleteObject']));
  expect(security[0]).toMatchObject({ kind: 'permission', change: 'added', isBroader: true });
  expect(security[0]?.text).toContain('s3:DeleteObject');
  expect(security[1]).toMatchObject({ change: 'removed', isBroader: false });
  expect(changes.map(({ logicalId }) => logicalId)).toEqual(['Role', 'Q']);
});

test('a refusal that is taken away allows more', () => {
  const policy = (Statement: readonly object[]) => ({
    P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: ['q'], PolicyDocument: { Statement } } },
  });
  const deny = { Effect: 'Deny', Action: 'sqs:*', Principal: '*', Resource: '*' };
  const allow = { Effect: 'Allow', Action: 'sqs:SendMessage', Principal: '*', Resource: '*' };
  const { security } = changed(policy([deny, allow]), policy([allow]));
  expect(security).toEqual([expect.objectContaining({ change: 'removed', isBroader: true })]);
});

test('a rule of a security group is one of the network', () => {
  const group = (ip: string) => ({
    G: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: ip }] },
    },
  });
  const { security } = changed(group('10.0.0.0/16'), group('0.0.0.0/0'));
  expect(security.map(({ kind, change }) => [kind, change])).toEqual([
    ['network', 'added'],
    ['network', 'removed'],
  ]);
  expect(security[0]?.text).toMatch(/^TCP 80 into .*G.GroupId.* from Everyone/);
});

test('a new revision of a task definition loses nothing', () => {
  const revision = (image: string) => ({
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      UpdateReplacePolicy: 'Retain',
      Properties: { Family: 'web', ContainerDefinitions: [{ Name: 'web', Image: image }] },
    },
  });
  expect(changed(revision('a'), revision('b')).changes).toMatchObject([
    { effect: 'replaced, the old one stays' },
  ]);
});

test('what is kept when it leaves the template is left behind', () => {
  const bucket = { B: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate' } };
  expect(changed(bucket, { Q: { Type: 'AWS::SQS::Queue' } }).changes[0]).toMatchObject({
    ...{ logicalId: 'B', effect: 'left behind' },
  });
});

const preview = (changes: ReturnType<typeof changed>) => ({
  stacks: [
    {
      ...changes,
      isExact: true,
      drift: undefined,
      duration: { minutes: [1, 2], source: 'typical' } as const,
    },
  ],
});

test('a deployment that loses what was shown goes on, and one that loses more asks again', async () => {
  const shown = preview(changed(database({ DBSubnetGroupName: 'a' }), database({ DBSubnetGroupName: 'b' })));
  const asked: unknown[] = [];
  const answer = approvedBy(shown, async ({ destructive }) => {
    asked.push(destructive);
    return false;
  });
  const lost = { stack: 'spree-staging', logicalId: 'Db', effect: 'maybe replaced' } as const;
  const question = { kind: 'deploy', text: 'Deploy?' } as const;
  expect(await answer({ ...question, destructive: [] })).toBe(true);
  expect(await answer({ ...question, destructive: [lost] })).toBe(true);
  expect(asked).toEqual([]);
  const more = { ...lost, logicalId: 'Other' };
  expect(await answer({ ...question, destructive: [lost, more] })).toBe(false);
  expect(await answer({ ...question, destructive: [{ ...lost, effect: 'deleted' }] })).toBe(false);
  expect(await answer({ kind: 'destroy', text: 'Destroy?', destructive: [] })).toBe(false);
  expect(asked).toEqual([[more], [{ ...lost, effect: 'deleted' }], []]);
});
