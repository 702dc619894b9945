import { expect, it, vi } from 'vitest';
import { storeStacks } from '../../cost/testing/store-stacks.ts';
import { resolveStacks } from '../../definition/read-stacks.ts';
import { resourcesOfType } from '../../definition/resolution/resolved-template.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { decide, type Requester } from '../../iam/decide.ts';
import { rolesOf } from '../../iam/template-policies.ts';
import { actionsCalledIn, filesBehind } from '../../testing/sdk-calls.ts';
import { accessTemplate } from '../testing/access-template.ts';
import { changed } from '../testing/synthesize.ts';
import { createAccessApp } from './create-access-app.ts';
import { deployStatements } from './deploy-statements.ts';

// Tests synthesize the app, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const account = '111122223333';
const region = 'ap-southeast-1';

const templateOf = (environment: string) =>
  accessTemplate({ environment, repository: 'owner/shop' }, { account });

function deployRole(environment = 'staging') {
  const name = `spree-${environment}-access`;
  const stack = { id: name, stackName: name, region, accountId: account, dependencies: [] };
  const template = parseTemplate(templateOf(environment).toJSON(), name);
  // Reads its properties as well, as IAM would.
  const [resolved] = resolveStacks([{ ...stack, template }]);
  const [role] = resolved === undefined ? [] : rolesOf(resolved.template);
  if (role === undefined) throw new Error('no role');
  return role;
}

const role = deployRole();

const ecs = (rest: string) => `arn:aws:ecs:${region}:${account}:${rest}`;
const inCluster = (environment: string) => ({
  'ecs:cluster': ecs(`cluster/spree-${environment}-cluster`),
});
const here = { 'aws:RequestedRegion': region };

/** A call of a deployment of an environment. */
interface Call {
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** What a deployment asks for with each action. */
const calls = (environment: string): Readonly<Record<string, Call>> => {
  const name = `spree-${environment}`;
  const service = ecs(`service/${name}-cluster/${name}-web`);
  const task = ecs(`task/${name}-cluster/0123456789abcdef0123456789abcdef`);
  const revision = ecs(`task-definition/${name}-web:7`);
  const repository = `arn:aws:ecr:${region}:${account}:repository/${name}`;
  const bucket = `arn:aws:s3:::${name}-releaseassetsbucket6257a5c1-abcdefghijkl`;
  const distribution = `arn:aws:cloudfront::${account}:distribution/E123EXAMPLE`;
  const lines = `arn:aws:logs:${region}:${account}:log-group:/ecs/${name}:log-stream:oneoff/oneoff/0123`;
  const stack = `arn:aws:cloudformation:${region}:${account}:stack/${name}/0a1b2c3d`;
  const lock = `arn:aws:ssm:${region}:${account}:parameter/${name}/deployment-lock`;
  const tagged = { 'aws:ResourceTag/environment': environment };
  return {
    'cloudformation:DescribeStackEvents': { resource: stack },
    'cloudformation:DescribeStackResourceDrifts': { resource: stack },
    'cloudformation:DetectStackDrift': { resource: stack },
    'cloudformation:DescribeStacks': { resource: stack },
    'cloudformation:GetTemplate': { resource: stack },
    'secretsmanager:DescribeSecret': {
      resource: `arn:aws:secretsmanager:${region}:${account}:secret:${name}/smtp-a1B2c3`,
    },
    'cloudfront:CreateInvalidation': { resource: distribution, context: tagged },
    'cloudfront:GetDistribution': { resource: distribution, context: tagged },
    'cloudfront:GetInvalidation': { resource: distribution, context: tagged },
    ...Object.fromEntries(
      [
        ...[
          'BatchCheckLayerAvailability',
          'BatchGetImage',
          'CompleteLayerUpload',
          'DescribeImageScanFindings',
        ],
        ...['DescribeImages', 'DescribeRepositories', 'GetDownloadUrlForLayer', 'InitiateLayerUpload'],
        ...['PutImage', 'StartImageScan', 'UploadLayerPart'],
      ].map((action) => [`ecr:${action}`, { resource: repository }]),
    ),
    'ecs:DescribeServices': { resource: service },
    'ecs:UpdateService': { resource: service },
    'ecs:DescribeTasks': { resource: task },
    'ecs:StopTask': { resource: task },
    'ecs:ListServices': { resource: '*', context: inCluster(environment) },
    'ecs:ListTasks': { resource: '*', context: inCluster(environment) },
    'ecs:RunTask': { resource: revision, context: inCluster(environment) },
    'ecs:RegisterTaskDefinition': { resource: revision },
    'ecs:TagResource': { resource: revision },
    'ecs:UntagResource': { resource: revision },
    'logs:DescribeLogStreams': { resource: lines },
    'logs:FilterLogEvents': { resource: lines },
    'logs:GetLogEvents': { resource: lines },
    's3:DeleteObject': { resource: `${bucket}/assets/a.css` },
    's3:GetObject': { resource: `${bucket}/releases/1.json` },
    's3:PutObject': { resource: `${bucket}/assets/a.css` },
    's3:ListBucket': { resource: bucket },
    'ssm:DeleteParameter': { resource: `${lock}/1` },
    'ssm:GetParametersByPath': { resource: lock },
    'ssm:PutParameter': { resource: `${lock}/1` },
    'iam:PassRole': {
      resource: `arn:aws:iam::${account}:role/${name}-WebTaskDefinitionTaskRoleD9744D20-AbCdEf123456`,
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    },
  };
};

/** What names no environment, as AWS knows no resource of it, or as it is there once for all. */
const common: Readonly<Record<string, Call>> = {
  'cloudformation:DescribeStackDriftDetectionStatus': { resource: '*' },
  'ecr:GetAuthorizationToken': { resource: '*' },
  'ecs:DeregisterTaskDefinition': { resource: '*', context: here },
  'ecs:DescribeTaskDefinition': { resource: '*', context: here },
  'ecs:ListTaskDefinitions': { resource: '*', context: here },
  'elasticloadbalancing:DescribeTargetGroups': { resource: '*', context: here },
  'elasticloadbalancing:DescribeTargetHealth': { resource: '*', context: here },
  'inspector2:ListCoverage': { resource: '*', context: here },
  'inspector2:ListFindings': { resource: '*', context: here },
  'ssm:GetParameter': {
    resource: `arn:aws:ssm:us-east-1:${account}:parameter/cdk-bootstrap/hnb659fds/version`,
  },
  'sts:AssumeRole': {
    resource: `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`,
  },
};

/** What the role needs no permission for, or must not have, and why. */
const withoutPermission: Readonly<Record<string, string>> = {
  'sts:GetCallerIdentity': 'AWS lets everybody ask who they are.',
};

function decided(action: string, { resource, context = {} }: Call, of = role) {
  const by: Requester = { kind: 'role', arn: of.arn };
  return decide({ action, resource, by, context }, { identity: of.policies });
}

it('the role may do what a deployment of its environment does', () => {
  const refused = Object.entries({ ...calls('staging'), ...common }).filter(
    ([action, call]) => decided(action, call) !== 'allowed',
  );
  expect(refused).toEqual([]);
});

it('of another environment in the same account, the role may do nothing', () => {
  const allowed = Object.entries(calls('production')).filter(
    ([action, call]) => decided(action, call) !== 'implicitly denied',
  );
  expect(allowed).toEqual([]);
  const inProduction = Object.entries(calls('staging')).filter(
    ([action, call]) => decided(action, call, deployRole('production')) === 'allowed',
  );
  expect(inProduction).toEqual([]);
});

it('the role has no action that no deployment needs', () => {
  const granted = deployStatements({ prefix: 'spree-staging', account, region }).flatMap(
    ({ Action }) => Action,
  );
  expect(granted.toSorted()).toEqual(Object.keys({ ...calls('staging'), ...common }).toSorted());
  expect(granted.filter((action) => action.includes('*'))).toEqual([]);
});

it('every call of the code that releases and deploys is one that the role may make', async () => {
  const folders = ['release', 'images', 'infrastructure', 'lock', 'guards', 'release-assets'];
  const files = await filesBehind([
    ...folders.map((folder) => `operations/${folder}/**/*.ts`),
    ...['operations/one-off-task.ts', 'operations/stack-outputs.ts'],
    ...[
      'scripts/deploy-*.ts',
      'scripts/deploy/**/*.ts',
      'scripts/store-{release,rollback,publish,migrate,setup,seed}.ts',
    ],
  ]);
  const called = await actionsCalledIn(files);
  expect(called.length).toBeGreaterThan(5);
  const known = Object.keys({ ...calls('staging'), ...common, ...withoutPermission });
  expect(called.filter((action) => !known.includes(action))).toEqual([]);
});

it.each([
  ['iam:CreateRole', '*'],
  ['iam:PutRolePolicy', role.arn],
  ['iam:PassRole', `arn:aws:iam::${account}:role/administrator`],
  ['sts:AssumeRole', `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`],
  ['sts:AssumeRole', `arn:aws:iam::444455556666:role/cdk-hnb659fds-deploy-role-444455556666-${region}`],
  [
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:${region}:${account}:secret:spree-staging/admin-AbCdEf`,
  ],
  ['ssm:GetParameter', `arn:aws:ssm:${region}:${account}:parameter/shop/key`],
  ['ssm:PutParameter', `arn:aws:ssm:${region}:${account}:parameter/cdk-bootstrap/hnb659fds/version`],
  ['cloudformation:DeleteStack', `arn:aws:cloudformation:${region}:${account}:stack/spree-staging/0a`],
  ['s3:GetObject', 'arn:aws:s3:::spree-staging-assetsbucket252b3df7-abc/uploads/1'],
  ['s3:DeleteBucket', 'arn:aws:s3:::spree-staging-releaseassetsbucket6257a5c1-abc'],
  ['ecr:DeleteRepository', `arn:aws:ecr:${region}:${account}:repository/spree-staging`],
  ['ecr:BatchDeleteImage', `arn:aws:ecr:${region}:${account}:repository/spree-staging`],
  ['ecs:ExecuteCommand', ecs('task/spree-staging-cluster/0123')],
  ['rds:DeleteDBInstance', `arn:aws:rds:${region}:${account}:db:spree-staging-postgres`],
])('the role may not do %s on %s', (action, resource) => {
  const context = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com', ...inCluster('staging'), ...here };
  expect(decided(action, { resource, context })).toBe('implicitly denied');
});

it('roles of tasks are passed to tasks alone, and those of load tests not at all', () => {
  const passed = (resource: string, service: string) =>
    decided('iam:PassRole', { resource, context: { 'iam:PassedToService': service } });
  const named = (logicalId: string) => `arn:aws:iam::${account}:role/spree-staging-${logicalId}-AbCdEf123456`;
  const [store] = storeStacks('staging');
  const taskRoles = (store === undefined ? [] : resourcesOfType(store.template, 'AWS::IAM::Role'))
    .map(({ logicalId }) => logicalId)
    // IAM's names have 64 characters at most, so CloudFormation shortens what is longer.
    .map((logicalId) => logicalId.slice(0, 64 - 'spree-staging--AbCdEf123456'.length));
  const may = taskRoles.filter((id) => passed(named(id), 'ecs-tasks.amazonaws.com') === 'allowed');
  expect(may).toHaveLength(10);
  expect(may.filter((id) => !/^(Web|Worker|OneOff|Seed|SetUp)TaskDefinition/.test(id))).toEqual([]);
  expect(passed(named('WebTaskDefinitionTaskRoleD9744D20'), 'lambda.amazonaws.com')).toBe(
    'implicitly denied',
  );
});

it('GitHub takes the role on for this environment of this repository alone', () => {
  const issuer = 'token.actions.githubusercontent.com';
  const takes = (sub: string, aud = 'sts.amazonaws.com') =>
    decide(
      {
        ...{ action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn },
        by: { kind: 'federated', provider: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
        context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud },
      },
      { resource: role.trust },
    );
  expect(takes('repo:owner/shop:environment:staging')).toBe('allowed');
  for (const other of [
    ...['repo:owner/shop:environment:production', 'repo:owner/shop:ref:refs/heads/main'],
    ...[
      'repo:owner/shop:pull_request',
      'repo:somebody/shop:environment:staging',
      'repo:owner/shop2:environment:staging',
    ],
  ]) {
    expect(takes(other)).toBe('implicitly denied');
  }
  expect(takes('repo:owner/shop:environment:staging', 'elsewhere')).toBe('implicitly denied');
});

it('the stack has the role and nothing else', () => {
  const { Resources } = templateOf('production').toJSON();
  const types = Object.values<{ readonly Type: string }>(Resources).map(({ Type }) => Type);
  expect(types.toSorted()).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role']);
});

it('the policy is not longer than IAM takes', () => {
  // Of a role, all its own policies together.
  const longest = 10_240;
  const [policy] = Object.values(templateOf('production').findResources('AWS::IAM::Policy'));
  expect(JSON.stringify(policy?.Properties.PolicyDocument).length).toBeLessThan(longest);
});

it.each([
  ['local', 'owner/shop', 'Context environment is "local"'],
  [undefined, 'owner/shop', 'Context environment is undefined'],
  ['staging', undefined, 'Context repository is undefined'],
  ['staging', 'owner/*', 'Context repository is "owner/*"'],
  ['staging', 'shop', 'Context repository is "shop"'],
])('environment %s and repository %s are refused', (environment, repository, message) => {
  const context = { ...(environment && { environment }), ...(repository && { repository }) };
  expect(() => createAccessApp({ context }, changed({ account }))).toThrow(message);
});

it('an environment without an account is refused, with the file to set it in', () => {
  const context = { environment: 'staging', repository: 'owner/shop' };
  expect(() => createAccessApp({ context }, changed({ account: undefined }))).toThrow(
    'Set account in stack/environments/staging.ts',
  );
});

it('the role may look for the secret of the mail server by the name that the settings give it, and for no other', () => {
  const mail = { from: 'a@example.com', host: 'mail.example.com', port: 587, secretName: 'shop/mail' };
  const access = accessTemplate({ environment: 'staging', repository: 'owner/shop' }, { account, mail });
  const [policy] = Object.values(access.findResources('AWS::IAM::Policy'));
  const statements: readonly { readonly Action: unknown; readonly Resource: unknown }[] =
    policy?.Properties.PolicyDocument.Statement;
  const asked = statements.filter(({ Action }) => Action === 'secretsmanager:DescribeSecret');
  expect(asked.map(({ Resource }) => Resource)).toEqual([
    `arn:aws:secretsmanager:${region}:${account}:secret:shop/mail-*`,
  ]);
});
