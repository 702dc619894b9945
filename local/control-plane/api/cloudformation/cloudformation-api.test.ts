import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AwsClients, awsClients } from '../../../../aws/clients.ts';
import type { StackContents } from '../../../../definition/model/stack.ts';
import { emulationAccessKeyId } from '../../../environment/emulation-key.ts';
import { emptyCluster } from '../../scheduler/initial-state.ts';
import { xml } from '../answer.ts';
import { xmlDocument } from '../protocols/xml-document.ts';
import { sampleTime } from '../testing/sample-state.ts';
import { sampleWorkload } from '../testing/sample-workload.ts';
import { type Served, serve } from '../testing/serve.ts';
import { type ServedGateway, serveGateway } from '../testing/served-gateway.ts';
import { type SimulatedControlPlane, simulatedControlPlane } from '../testing/simulated-control-plane.ts';

const place = { region: 'ap-southeast-1', accountId: '000000000000' };
const stackId = `arn:aws:cloudformation:ap-southeast-1:000000000000:stack/spree-local/00000000-0000-0000-0000-000000000000`;
const taskDefinition = 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/spree-local-web';
const queue = { logicalId: 'Jobs', type: 'AWS::SQS::Queue', physicalId: 'jobs', digest: '1' };
const topic = { logicalId: 'Alerts', type: 'AWS::SNS::Topic', physicalId: 'alerts', digest: '1' };
const web = {
  logicalId: 'WebTask',
  type: 'AWS::ECS::TaskDefinition',
  physicalId: taskDefinition,
  digest: '1',
};
const contents: StackContents = {
  description: 'The store',
  parameters: [{ key: 'Password', value: '****' }],
  resources: [queue, web],
  outputs: [
    { key: 'Url', value: 'https://d1.cloudfront.net:8443', description: 'The <store>', exportName: 'url' },
    { key: 'Queue', value: 'jobs' },
  ],
};

let now: number;
let upstream: Served;
let asked: string[];
let gateway: ServedGateway;
let controlPlane: SimulatedControlPlane;
let clients: AwsClients;

beforeEach(async () => {
  now = sampleTime;
  asked = [];
  upstream = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const action = new URLSearchParams(body).get('Action') ?? '';
    asked.push(action);
    const answer = xml(200, localStackSays(action));
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const surroundings = { template: async () => '{"Resources":{}}' };
  controlPlane = simulatedControlPlane(
    emptyCluster({ ...place, clusterName: 'spree-local-cluster' }),
    () => now,
    1,
    surroundings,
  );
  gateway = await serveGateway(controlPlane, { upstream: new URL(upstream.url) });
  clients = gateway.clients;
});

afterEach(async () => {
  await gateway.close();
  await upstream.close();
});

/** LocalStack has a part of the store's stack, and a stack of its own. */
function localStackSays(action: string): string {
  const stacks = ['spree-local', 'mine'].map((StackName) => ({
    StackName,
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(0),
    Outputs: [{ OutputKey: 'Of', OutputValue: 'LocalStack' }],
  }));
  const Exports = stacks.map(({ StackName }) => ({
    ExportingStackId: `arn:aws:cloudformation:ap-southeast-1:000000000000:stack/${StackName}/1`,
    ...{ Name: `${StackName}-of-localstack`, Value: 'theirs' },
  }));
  const lists = {
    DescribeStacks: { Stacks: stacks },
    ListExports: { Exports },
    ListStacks: { StackSummaries: stacks },
  };
  const result = new Map<string, object>(Object.entries(lists)).get(action) ?? {};
  return xmlDocument(`${action}Response`, { [`${action}Result`]: result });
}

async function release(stack: StackContents, digest: string): Promise<void> {
  await controlPlane.applyWorkload({ workload: { ...sampleWorkload, stack }, digest, releaseServices: true });
}

async function releaseWhole(stack = contents, digest = 'first'): Promise<void> {
  await release(stack, digest);
  controlPlane.settle();
  now += 60_000;
  await controlPlane.completeRelease();
}

const StackName = 'spree-local';

describe('the environment’s stack', () => {
  it('is described with the outputs of all of it, by name and by id', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    expect(Stacks).toMatchObject([
      {
        StackId: stackId,
        StackName,
        Description: 'The store',
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: new Date(sampleTime),
        Parameters: [{ ParameterKey: 'Password', ParameterValue: '****' }],
        Outputs: [
          {
            OutputKey: 'Url',
            OutputValue: 'https://d1.cloudfront.net:8443',
            Description: 'The <store>',
            ExportName: 'url',
          },
          { OutputKey: 'Queue', OutputValue: 'jobs' },
        ],
      },
    ]);
    expect((await cloudFormation.describeStacks({ StackName: stackId })).Stacks).toEqual(Stacks);
    expect(asked).toEqual([]);
  });

  it('lists all of its resources, with the revision of a task definition that was registered', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    const { StackResourceSummaries } = await cloudFormation.listStackResources({ StackName });
    expect(StackResourceSummaries).toMatchObject([
      {
        LogicalResourceId: 'Jobs',
        PhysicalResourceId: 'jobs',
        ResourceType: 'AWS::SQS::Queue',
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: new Date(sampleTime + 60_000),
      },
      { LogicalResourceId: 'WebTask', PhysicalResourceId: `${taskDefinition}:1` },
    ]);
    const described = await cloudFormation.describeStackResources({ StackName });
    expect(described.StackResources?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
      'Jobs',
      'WebTask',
    ]);
    const byId = await cloudFormation.describeStackResources({ PhysicalResourceId: 'jobs' });
    expect(byId.StackResources).toEqual(described.StackResources);
    const one = await cloudFormation.describeStackResource({ StackName, LogicalResourceId: 'Jobs' });
    expect(one.StackResourceDetail).toMatchObject({ StackId: stackId, PhysicalResourceId: 'jobs' });
  });

  it('gives its resources a hundred at a time', async () => {
    const many = Array.from({ length: 112 }, (_, index) => ({ ...queue, logicalId: `Queue${index}` }));
    await releaseWhole({ ...contents, resources: many });
    const cloudFormation = await clients.cloudFormation();
    const first = await cloudFormation.listStackResources({ StackName });
    const second = await cloudFormation.listStackResources({ StackName, NextToken: first.NextToken });
    const ids = [first, second].map(({ StackResourceSummaries = [] }) => StackResourceSummaries.length);
    expect([ids, second.NextToken]).toEqual([[100, 12], undefined]);
    await expect(
      cloudFormation.listStackResources({ StackName, NextToken: 'made-up' }),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('says of a resource that it does not have that it does not exist', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    await expect(
      cloudFormation.describeStackResource({ StackName, LogicalResourceId: 'Nothing' }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Resource Nothing does not exist for stack spree-local',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('has the template that was synthesized', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    expect((await cloudFormation.getTemplate({ StackName })).TemplateBody).toBe('{"Resources":{}}');
  });

  it('tells of releases in its status and its events', async () => {
    await releaseWhole();
    const changed = { ...contents, resources: [{ ...queue, digest: '2' }, topic] };
    await release(changed, 'second');
    const cloudFormation = await clients.cloudFormation();
    const statusNow = async () =>
      (await cloudFormation.describeStacks({ StackName })).Stacks?.[0]?.StackStatus;
    expect(await statusNow()).toBe('UPDATE_IN_PROGRESS');
    controlPlane.settle();
    await controlPlane.completeRelease();
    expect(await statusNow()).toBe('UPDATE_COMPLETE');
    const { StackEvents = [] } = await cloudFormation.describeStackEvents({ StackName });
    const said = StackEvents.map(({ LogicalResourceId, ResourceStatus }) =>
      [LogicalResourceId, ResourceStatus].join(' '),
    );
    expect(said).toEqual([
      'spree-local UPDATE_COMPLETE',
      'WebTask DELETE_COMPLETE',
      'Alerts CREATE_COMPLETE',
      'Jobs UPDATE_COMPLETE',
      'WebTask DELETE_IN_PROGRESS',
      'Alerts CREATE_IN_PROGRESS',
      'Jobs UPDATE_IN_PROGRESS',
      'spree-local UPDATE_IN_PROGRESS',
      'spree-local CREATE_COMPLETE',
      'WebTask CREATE_COMPLETE',
      'Jobs CREATE_COMPLETE',
      'WebTask CREATE_IN_PROGRESS',
      'Jobs CREATE_IN_PROGRESS',
      'spree-local CREATE_IN_PROGRESS',
    ]);
    expect(new Set(StackEvents.map(({ EventId }) => EventId)).size).toBe(StackEvents.length);
  });

  it('is rolled back with a release that is undone, and has its former resources again', async () => {
    await releaseWhole();
    await release({ ...contents, resources: [topic] }, 'second');
    await controlPlane.rollBackRelease();
    const cloudFormation = await clients.cloudFormation();
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    const { StackResourceSummaries } = await cloudFormation.listStackResources({ StackName });
    expect([Stacks?.[0]?.StackStatus, StackResourceSummaries?.[0]?.LogicalResourceId]).toEqual([
      'UPDATE_ROLLBACK_COMPLETE',
      'Jobs',
    ]);
  });

  it('is not changed through CloudFormation: what would change a part of it is refused by its name', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    await expect(cloudFormation.deleteStack({ StackName })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('The operation "DeleteStack" of AWS CloudFormation'),
      $metadata: { httpStatusCode: 501 },
    });
    await expect(cloudFormation.detectStackDrift({ StackName: stackId })).rejects.toThrow(
      '"DetectStackDrift"',
    );
    expect(asked).toEqual([]);
  });

  it('is complete after a first release that had failed and was repeated', async () => {
    await release(contents, 'first');
    await controlPlane.rollBackRelease();
    const cloudFormation = await clients.cloudFormation();
    const statusNow = async () =>
      (await cloudFormation.describeStacks({ StackName })).Stacks?.[0]?.StackStatus;
    expect(await statusNow()).toBe('CREATE_FAILED');
    await releaseWhole();
    expect(await statusNow()).toBe('CREATE_COMPLETE');
  });
});

describe('what is LocalStack’s', () => {
  it('is everything until a definition is released', async () => {
    const cloudFormation = await clients.cloudFormation();
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    expect(Stacks?.[0]?.Outputs?.[0]?.OutputValue).toBe('LocalStack');
  });

  it('is what is said of other stacks, and every change', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    await cloudFormation.describeStacks({ StackName: 'mine' });
    await cloudFormation.listStackResources({ StackName: 'mine' });
    await cloudFormation.describeStackResources({ PhysicalResourceId: 'other' });
    await cloudFormation.deleteStack({ StackName: 'mine' });
    expect(asked).toEqual(['DescribeStacks', 'ListStackResources', 'DescribeStackResources', 'DeleteStack']);
  });

  it('lists what the stack exports, and what other stacks of LocalStack do', async () => {
    await releaseWhole();
    const { Exports = [] } = await (await clients.cloudFormation()).listExports({});
    expect(Exports.map(({ ExportingStackId, Name, Value }) => [ExportingStackId, Name, Value])).toEqual([
      [stackId, 'url', 'https://d1.cloudfront.net:8443'],
      [expect.stringContaining('stack/mine/'), 'mine-of-localstack', 'theirs'],
    ]);
  });

  it('stands in the lists beside the environment’s stack', async () => {
    await releaseWhole();
    const cloudFormation = await clients.cloudFormation();
    const { StackSummaries = [] } = await cloudFormation.listStacks({});
    expect(StackSummaries.map((stack) => [stack.StackName, stack.StackId])).toEqual([
      ['spree-local', stackId],
      ['mine', undefined],
    ]);
    const { Stacks = [] } = await cloudFormation.describeStacks({});
    expect(Stacks.map((stack) => stack.Outputs?.map(({ OutputKey }) => OutputKey))).toEqual([
      ['Url', 'Queue'],
      ['Of'],
    ]);
    const filtered = await cloudFormation.listStacks({ StackStatusFilter: ['DELETE_COMPLETE'] });
    expect(filtered.StackSummaries?.map((stack) => stack.StackName)).toEqual(['mine']);
  });

  it('is asked for by whoever signs with the key of its deployment', async () => {
    await releaseWhole();
    const side = { environment: 'local', endpoint: gateway.url, region: place.region } as const;
    const deploying = await awsClients({ ...side, accessKeyId: emulationAccessKeyId }).cloudFormation();
    const { Stacks } = await deploying.describeStacks({ StackName });
    expect(Stacks?.[0]?.Outputs?.[0]?.OutputValue).toBe('LocalStack');
  });

  it('does not keep the environment’s stack away when it does not answer', async () => {
    await releaseWhole();
    await upstream.close();
    const { StackSummaries = [] } = await (await clients.cloudFormation()).listStacks({});
    expect(StackSummaries.map((stack) => stack.StackName)).toEqual(['spree-local']);
  });
});
