import { afterEach, beforeEach, expect, test } from 'vitest';
import { answering } from '../../aws/testing/answering.ts';
import { Failure } from '../../failure/failure.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import type { Fact } from '../../local/control-plane/model/fact.ts';
import { observe } from '../../local/control-plane/scheduler/observe/observe.ts';
import { plan } from '../../local/control-plane/scheduler/plan.ts';
import { startFailureReason } from '../../local/control-plane/tasks/start-failure.ts';
import type { Target } from '../target.ts';
import { diagnose } from './diagnose.ts';
import { gatherFacts } from './gather-facts.ts';

let endpoint: EcsEndpoint;
let target: Target;
let lines: readonly string[];
let gateways: readonly string[];
let logsAsked: object[];

const refused = () => {
  throw Object.assign(new Error('not authorized'), { $fault: 'client' });
};

beforeEach(async () => {
  [lines, gateways, logsAsked] = [[], [], []];
  endpoint = await ecsEndpoint();
  target = endpoint.target;
  const { clients } = target;
  const elb = await clients.elasticLoadBalancing();
  const { LoadBalancers: [balancer] = [] } = await elb.describeLoadBalancers({});
  const outputs = {
    ...{ ClusterName: sampleCluster, DistributionId: 'E1', OneOffTaskFamily: 'spree-local-oneoff' },
    LoadBalancerArn: balancer?.LoadBalancerArn ?? '',
  };
  const Outputs = Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
  answering(await clients.cloudFormation(), {
    DescribeStacks: () => ({ $metadata: {}, Stacks: [{ Outputs }] }),
    ListStackResources: () => ({
      ...{ $metadata: {} },
      StackResourceSummaries: gateways.map((PhysicalResourceId) => ({
        ...{ PhysicalResourceId, ResourceType: 'AWS::EC2::NatGateway' },
      })),
    }),
  });
  answering(await clients.cloudWatchLogs(), {
    GetLogEvents: (input) => {
      logsAsked.push(input);
      return { $metadata: {}, events: lines.map((message) => ({ message })) };
    },
  });
  answering(await clients.secretsManager(), {
    ListSecrets: () => ({ $metadata: {}, SecretList: [] }),
  });
  answering(await clients.rds(), { DescribeDBInstances: refused });
  answering(await clients.elastiCache(), { DescribeReplicationGroups: refused });
  answering(await clients.cloudFront(), { GetDistribution: refused, ListVpcOrigins: refused });
});

afterEach(() => endpoint.close());

/** What is found, each as `cause, weight`. */
async function causes(): Promise<readonly string[]> {
  const { findings } = diagnose(await gatherFacts(target, sampleTime));
  return findings.map(({ cause, weight }) => `${cause}, ${weight}`);
}

const tasks = () => Object.values(endpoint.controlPlane.state().tasks);

async function see(...facts: readonly Fact[]): Promise<void> {
  await endpoint.controlPlane.transact((before, now) => ({
    state: facts.reduce((state, fact) => observe(state, fact, now), before),
    result: undefined,
  }));
}

/** Begins a deployment, whose tasks fail to start. */
async function failNewTasks(error: Error): Promise<void> {
  const place = { cluster: sampleCluster, service: sampleService };
  await endpoint.ecs.updateService({ ...place, forceNewDeployment: true });
  const before = new Set(tasks().map(({ id }) => id));
  await endpoint.controlPlane.transact((state, now) => ({
    state: plan(state, now).state,
    result: undefined,
  }));
  const started = tasks().filter(({ id }) => !before.has(id));
  expect(started.length).toBeGreaterThan(0);
  const reason = startFailureReason(error, 'create', 'store:2');
  await see(...started.map(({ id }) => ({ type: 'taskFailedToStart', taskId: id, reason }) as const));
  endpoint.controlPlane.settle();
}

test('a store that is well has no finding, and what is not told is listed', async () => {
  const facts = await gatherFacts(target, sampleTime);
  expect(facts.services).toMatchObject([
    {
      ...{ name: 'web', desired: 2, running: 2, rollout: 'COMPLETED', stopped: [] },
      targets: { isKnown: true, value: [{ state: 'healthy', healthPath: '/up' }, { state: 'healthy' }] },
    },
  ]);
  expect(facts.loadBalancer).toMatchObject({ isKnown: true, value: { state: 'active' } });
  const { findings, unknown } = diagnose(facts);
  expect(findings).toEqual([]);
  expect(unknown.map(({ what }) => what)).toEqual([
    'databases',
    'Redis',
    'the distribution',
    'VPC origins',
    'security groups',
  ]);
});

test.each([
  ['an image that is not there', new Failure('ENGINE_NO_SUCH_IMAGE', 'no such image'), 'image-pull, cause'],
  [
    'a secret that is not there',
    new Failure('SECRET_UNAVAILABLE', 'ResourceNotFoundException'),
    'secrets, cause',
  ],
  ['a command that is not there', new Error('executable file not found'), 'container-start, cause'],
  ['a log group that is not there', new Failure('LOG_GROUP_MISSING', '/ecs/spree'), 'logs, cause'],
])('%s is found in the words of the local ECS', async (_, error, expected) => {
  await failNewTasks(error);
  expect(await causes()).toContain(expected);
});

test('a container that ran out of memory is found', async () => {
  const [task] = tasks();
  const taskId = task?.id ?? '';
  await see({ type: 'containerExited', taskId, container: 'web', exitCode: 137, outOfMemory: true });
  endpoint.controlPlane.settle();
  expect(await causes()).toEqual(['memory, cause']);
});

test('a program that ends because of the database is found by what it wrote', async () => {
  lines = ['PG::ConnectionBad: connection to server at "postgres", port 5432 failed: Connection refused'];
  const [task] = tasks();
  const taskId = task?.id ?? '';
  await see({ type: 'containerExited', taskId, container: 'web', exitCode: 1, outOfMemory: false });
  endpoint.controlPlane.settle();
  expect(await causes()).toEqual(['database, cause', 'command-fails, symptom']);
});

test('tasks that run, and write now that they cannot use the database, are found', async () => {
  lines = ['PG::ConnectionBad: connection to server at "postgres", port 5432 failed: Connection refused'];
  expect(await causes()).toEqual(['database, cause']);
  expect(logsAsked).toHaveLength(2);
  expect(logsAsked[0]).toMatchObject({ startTime: sampleTime - 120_000 });
});

test('a health path that answers 500 is found', async () => {
  const [task] = tasks();
  const [{ targetGroup = '' } = {}] = task?.targets ?? [];
  await see({
    ...{ type: 'targetHealth', taskId: task?.id ?? '', targetGroup, state: 'unhealthy' },
    ...{ reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [500]' },
  });
  const { findings } = diagnose(await gatherFacts(target, sampleTime));
  expect(findings).toMatchObject([{ cause: 'health-check', says: expect.stringContaining('/up with 500') }]);
});

test('the traffic of the stack’s NAT gateways is read', async () => {
  gateways = ['nat-1'];
  const { natGateways } = await gatherFacts(target, sampleTime);
  expect(natGateways).toEqual({ isKnown: true, value: [{ id: 'nat-1', sentBytes: 0 }] });
});
