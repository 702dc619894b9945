import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { awsClients } from '../aws/clients.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { extendedServices, replacedServices, unusedServices } from '../local/parity/service-remarks.ts';
import { type EdgeClient, edgeClient } from '../testing/edge-client.ts';
import { eventually } from '../testing/eventually.ts';
import { environmentsRedis } from '../testing/redis/environments-redis.ts';
import { findClis, hasCommand } from '../testing/runbook/cli-program.ts';
import { runInShell } from '../testing/runbook/run-in-shell.ts';
import { following, type RunbookNames, restoredDatabases, working } from '../testing/runbook/runbook.ts';

const { name, running } = inject('shared');
const endpoint = running.endpoints.awsEndpointUrl;
const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
const cluster = 'spree-local-cluster';
const clis = await findClis();

let names: RunbookNames;
let edge: EdgeClient;
let styleSheets: readonly string[];

beforeAll(async () => {
  edge = edgeClient(running.endpoints.storefrontUrl, running.endpoints.certificateAuthority);
  styleSheets = await assetsOfFirstPage();
  names = await readNames(styleSheets[0] ?? '');
});

async function assetsOfFirstPage(): Promise<readonly string[]> {
  const page = (await edge.get('/')).body.toString();
  return [...new Set(page.match(/(?<=["'])\/assets\/[^"']+/g))];
}

/** The ids that the commands name, from the stack itself. */
async function readNames(invalidated: string): Promise<RunbookNames> {
  const cloudFormation = await clients.cloudFormation();
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.listStackResources({
      StackName: 'spree-local',
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    for (const { ResourceType = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? [])
      found.set(ResourceType, PhysicalResourceId);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const { services = [] } = await (await clients.ecs()).describeServices({
    cluster,
    services: ['spree-local-web'],
  });
  return {
    DISTRIBUTION: found.get('AWS::CloudFront::Distribution') ?? '',
    INVALIDATED_PATH: invalidated,
    LISTENER: found.get('AWS::ElasticLoadBalancingV2::Listener') ?? '',
    NAT_GATEWAY: found.get('AWS::EC2::NatGateway') ?? '',
    RESTORE_TIME: await latestRestorableTime(),
    SECURITY_GROUP: found.get('AWS::EC2::SecurityGroup') ?? '',
    SUBNET: found.get('AWS::EC2::Subnet') ?? '',
    WEB_REVISION: services[0]?.taskDefinition?.split(':').at(-1) ?? '',
  };
}

/** Of the database: once it has its first backup, which is taken after the first release. */
async function latestRestorableTime(): Promise<string> {
  const rds = await clients.rds();
  let found = '';
  await eventually('the first backup of the database', async () => {
    const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: 'spree-local-postgres' });
    found = DBInstances?.[0]?.LatestRestorableTime?.toISOString() ?? '';
    return found !== '';
  });
  return found;
}

/** A CLI of version 2, where one is installed that has the command. */
const cliFor = (since: (typeof working)[number]['since']) => clis.find((cli) => hasCommand(cli, since));

test('there is everything that the runbook names', () => {
  expect(Object.entries(names).filter(([, value]) => value === '')).toEqual([]);
});

describe.concurrent('by the AWS CLI, each command of the runbook works', () => {
  test.each(working.filter(({ since }) => cliFor(since) !== undefined))(
    '$command',
    async ({ command, says, since }) => {
      const cli = cliFor(since);
      if (cli === undefined) return;
      const printed = await runInShell(command, { cli, endpoint, names });
      expect([printed, says(printed)]).toEqual([printed, true]);
    },
  );
});

/** Writes to the log of the store, as a task does. */
async function log(messages: readonly string[]): Promise<void> {
  const logs = await clients.cloudWatchLogs();
  const stream = { logGroupName: '/ecs/spree-local', logStreamName: `runbook/follow/${randomUUID()}` };
  await logs.createLogStream(stream);
  const timestamp = Date.now();
  await logs.putLogEvents({ ...stream, logEvents: messages.map((message) => ({ timestamp, message })) });
}

describe.concurrent('by the AWS CLI, the log is followed', () => {
  const followingCli = cliFor({ major: 2, minor: 0 });
  test.runIf(followingCli !== undefined).each(following)('$command', async ({ command, pattern }) => {
    if (followingCli === undefined) return;
    const stop = new AbortController();
    const seen: string[] = [];
    const id = randomUUID();
    const onLine = (line: string) => void seen.push(line);
    const shell = { cli: followingCli, endpoint, names, signal: stop.signal, onLine };
    const ended = runInShell(command, shell).catch((error: unknown) => error);
    try {
      await eventually(`the line ${id}`, async () => {
        // Again and again: the first one may come before the command looks.
        await log([`${id} of ${pattern}`, `${id} of another`]);
        return seen.some((line) => line.includes(id));
      });
    } finally {
      stop.abort(new Error('seen'));
    }
    expect(await ended).toEqual(new Error('seen'));
    const own = seen.filter((line) => line.includes(id));
    expect(own.filter((line) => !line.endsWith(`${id} of ${pattern}`))).toEqual([]);
  });
});

describe('by the SDK, the same works', () => {
  test.each(working)('$command', async ({ sdk }) => {
    expect(await sdk(clients, names)).toMatchObject({ $metadata: { httpStatusCode: expect.any(Number) } });
  });
});

test('what was restored becomes available, and can be deleted', async () => {
  const rds = await clients.rds();
  for (const DBInstanceIdentifier of restoredDatabases) {
    await eventually(`${DBInstanceIdentifier} to be available`, async () => {
      const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier });
      return DBInstances?.[0]?.DBInstanceStatus === 'available';
    });
    await rds.deleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot: true });
  }
});

test('an invalidation makes the edge ask for the object again, and for no other', async () => {
  const [first = '', second = ''] = styleSheets;
  const cacheOf = async (path: string) => (await edge.get(path)).headers['x-cache'];
  for (const path of [first, second]) await edge.get(path);
  expect([await cacheOf(first), await cacheOf(second)]).toEqual(Array(2).fill('Hit from cloudfront'));
  const cloudFront = await clients.cloudFront();
  const invalidate = async (CallerReference: string, ...Items: string[]) =>
    await cloudFront.createInvalidation({
      DistributionId: names.DISTRIBUTION,
      InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
    });
  await invalidate('one', first);
  expect([await cacheOf(first), await cacheOf(second)]).toEqual([
    'Miss from cloudfront',
    'Hit from cloudfront',
  ]);
  await invalidate('all', '/assets/*');
  expect([await cacheOf(first), await cacheOf(second)]).toEqual(Array(2).fill('Miss from cloudfront'));
});

test('a failover of the cache keeps every write that was acknowledged', async () => {
  const redis = environmentsRedis(connectEngine(), name);
  const elastiCache = await clients.elastiCache();
  const ReplicationGroupId = 'spree-local-redis';
  const group = async () =>
    (await elastiCache.describeReplicationGroups({ ReplicationGroupId })).ReplicationGroups?.[0];
  const key = 'written-during-failover';
  const sums = [await redis.count(key)];
  await elastiCache.testFailover({ ReplicationGroupId, NodeGroupId: '0001' });
  await eventually('the failover to end', async () => {
    sums.push(await redis.count(key));
    return (await group())?.Status === 'available';
  });
  const acknowledged = sums.filter((sum) => sum !== undefined);
  // Each sum counts all acknowledged writes before it, and at most those that got no answer.
  expect(await redis.count(key)).toBeGreaterThanOrEqual(acknowledged.length + 1);
  expect(acknowledged).toEqual(acknowledged.toSorted((one, other) => one - other));
  const members = (await group())?.NodeGroups?.[0]?.NodeGroupMembers ?? [];
  expect(members.map(({ CurrentRole }) => CurrentRole)).toEqual(['replica', 'primary']);
});

test('LocalStack has the services that docs/aws-services.md lists, and no others', async () => {
  const health = await (await fetch(`${endpoint}/_localstack/health`)).json();
  const { services } = z.object({ services: z.record(z.string(), z.string()) }).parse(health);
  const listed = [...Object.keys(extendedServices), ...unusedServices, ...replacedServices];
  expect(Object.keys(services).toSorted()).toEqual(listed.toSorted());
});
