import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import type { Target } from '../../operations/target.ts';
import { readWorkerLaunch } from './worker-launch.ts';

let server: Server;

afterEach(() => server.close());

/** An endpoint on which the stack has these outputs. */
async function targetWith(outputs: Readonly<Record<string, string>>): Promise<Target> {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end(`<DescribeStacksResponse><DescribeStacksResult><Stacks><member>
      <StackName>spree-local</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>
      <Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    environment: 'local',
    clients: awsClients({ environment: 'local', endpoint, region: 'eu-west-1' }),
  };
}

const before = { ClusterName: 'spree-local-cluster', PrivateSubnets: 'subnet-1,subnet-2' };

test('how workers are started follows from the outputs of the stack', async () => {
  const target = await targetWith({
    ...before,
    LoadTestTaskFamily: 'spree-local-loadtest',
    LoadTestSecurityGroup: 'sg-1',
    LoadTestBucketName: 'spree-local-loadtest-1',
  });
  expect(await readWorkerLaunch(target)).toEqual({
    cluster: 'spree-local-cluster',
    taskDefinition: 'spree-local-loadtest',
    container: 'loadtest',
    subnets: ['subnet-1', 'subnet-2'],
    securityGroups: ['sg-1'],
    bucket: 'spree-local-loadtest-1',
  });
});

test('a stack of an earlier version has no workers, and the error says what to do', async () => {
  await expect(readWorkerLaunch(await targetWith(before))).rejects.toMatchObject({
    code: 'WORKERS_NOT_DEFINED',
    message: 'The stack of local defines no load test workers.',
    hint: expect.stringContaining('local:up'),
  });
});
