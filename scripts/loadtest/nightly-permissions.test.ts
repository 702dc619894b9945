import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type AwsClients, awsClients } from '../../aws/clients.ts';
import { resourcesOfType } from '../../definition/resolution/resolved-template.ts';
import { observe } from '../../loadtest/observer/observe.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { scaleOnCpu } from '../../local/control-plane/api/testing/scale-on-cpu.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { readStoreAccess } from '../../operations/store-access.ts';
import { regionOption, type Target } from '../../operations/target.ts';
import { definedStacks } from '../scaling/scaling-options.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'nightly-load-tests.md');
const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const policySchema = z.object({
  Statement: z.array(
    z.object({
      Effect: z.literal('Allow'),
      Action: oneOrMore,
      Resource: oneOrMore.optional(),
      Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
    }),
  ),
});
const [trust, permissions] = [...readFileSync(page, 'utf8').matchAll(/```json\n(.*?)```/gs)].map(
  ([, text = '']) => policySchema.parse(JSON.parse(text)).Statement,
);
const allowed = (permissions ?? []).flatMap(({ Action }) => Action);

const outputs = {
  ...{ ClusterName: sampleCluster, OneOffTaskFamily: sampleService, PrivateSubnets: 'subnet-a' },
  ...{ OneOffSecurityGroup: 'sg-a', StorefrontUrl: 'https://localhost:8443' },
  AdminSecretArn: 'arn:aws:secretsmanager:ap-southeast-1:000000000000:secret:spree-local/admin-AbCdEf',
};
const outputsXml = Object.entries(outputs).map(
  ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
);
const stacksXml = `<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
  <StackName>spree-local</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
  <Outputs>${outputsXml.join('')}</Outputs>
</member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;

let upstream: Server;
let endpoint: EcsEndpoint;

beforeEach(async () => {
  upstream = createServer((request, response) => {
    const isSecret = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
    response.setHeader('content-type', isSecret ? 'application/x-amz-json-1.1' : 'text/xml');
    const SecretString = '{"email":"admin@example.com","password":"hush"}';
    response.end(isSecret ? JSON.stringify({ SecretString }) : stacksXml);
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  endpoint = await ecsEndpoint(1, new URL(`http://127.0.0.1:${port}`));
});
afterEach(async () => {
  await endpoint.close();
  upstream.closeAllConnections();
  upstream.close();
});

const side = () => ({ environment: 'local', endpoint: endpoint.url, region: 'ap-southeast-1' }) as const;

test('the documented role may call what a load test calls, and nothing else', async () => {
  await scaleOnCpu(awsClients(side()));
  const { target, called } = await recordedTarget(awsClients(side()));
  const { cluster } = await readOneOffLaunch(target);
  await readStoreAccess(target);
  const { signal } = new AbortController();
  const observed = await observe(target, { cluster, timeScale: 1, longestSettleMs: 0, signal }).stop();
  expect(observed.gaps).toEqual([]);
  expect(observed.services.map(({ scaling }) => scaling?.policies.length)).toEqual([1]);
  expect(allowed.toSorted()).toEqual([...called].toSorted());
}, 60_000);

test('the documented role reads the secret, the stack and the services of staging alone', async () => {
  const { signal } = new AbortController();
  const stacks = await definedStacks({ options: { env: 'staging' }, signal });
  const stack = stacks.find(({ workload }) => workload.services.length > 0);
  const secrets = stack === undefined ? [] : resourcesOfType(stack.template, 'AWS::SecretsManager::Secret');
  const cluster = stack?.workload.clusters[0]?.name;
  const place = `${regionOption(undefined)}:111122223333`;
  const resources = (permissions ?? []).flatMap(({ Action, Resource = [] }) =>
    Resource.filter((resource) => resource !== '*').map((resource) => [Action.join(' '), resource]),
  );
  expect(secrets.map(({ properties }) => properties.Name)).toContain('spree-staging/admin');
  expect(resources).toEqual([
    ['cloudformation:DescribeStacks', `arn:aws:cloudformation:${place}:stack/${stack?.workload.stackName}/*`],
    ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${place}:secret:spree-staging/admin-??????`],
    ['ecs:DescribeServices', `arn:aws:ecs:${place}:service/${cluster}/*`],
  ]);
  const conditions = (permissions ?? []).filter(({ Resource = [] }) => Resource.includes('*'));
  expect(conditions.map(({ Condition }) => Condition)).toEqual([
    { ArnEquals: { 'ecs:cluster': [`arn:aws:ecs:${place}:cluster/${cluster}`] } },
    { StringEquals: { 'aws:RequestedRegion': [regionOption(undefined), 'us-east-1'] } },
  ]);
}, 60_000);

test('the documented role trusts the environment of one repository', () => {
  expect(trust).toEqual([
    {
      ...{ Effect: 'Allow', Action: ['sts:AssumeRoleWithWebIdentity'] },
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': ['sts.amazonaws.com'],
          'token.actions.githubusercontent.com:sub': ['repo:OWNER/REPOSITORY:environment:staging'],
        },
      },
    },
  ]);
});

/** What a client of the SDK tells a middleware of each command. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: <Input, Result>(
        next: (args: Input) => Promise<Result>,
        context: { readonly clientName?: string; readonly commandName?: string },
      ) => (args: Input) => Promise<Result>,
      options: { readonly step: 'initialize' },
    ): void;
  };
}

/** A target that notes the IAM action of each command. */
async function recordedTarget(
  clients: AwsClients,
): Promise<{ readonly target: Target; readonly called: ReadonlySet<string> }> {
  const called = new Set<string>();
  const note = ({ middlewareStack }: Client) =>
    middlewareStack.add(
      (next, { clientName = '', commandName = '' }) => {
        const prefix = actionPrefixes[clientName] ?? clientName;
        called.add(`${prefix}:${commandName.replace(/Command$/, '')}`);
        return next;
      },
      { step: 'initialize' },
    );
  for (const client of await Promise.all([
    ...[clients.applicationAutoScaling(), clients.cloudFormation(), clients.cloudWatch()],
    ...[clients.cloudWatchLogs(), clients.ecs(), clients.elasticLoadBalancing(), clients.s3()],
    ...[clients.secretsManager(), clients.sns(), clients.ssm(), clients.sts()],
  ])) {
    note(client);
  }
  return { target: { environment: 'local', clients }, called };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const actionPrefixes: Readonly<Record<string, string>> = {
  ApplicationAutoScalingClient: 'application-autoscaling',
  CloudFormationClient: 'cloudformation',
  CloudWatchClient: 'cloudwatch',
  ECSClient: 'ecs',
  ElasticLoadBalancingV2Client: 'elasticloadbalancing',
  SecretsManagerClient: 'secretsmanager',
};
