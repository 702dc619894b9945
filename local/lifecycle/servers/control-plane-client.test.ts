import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import { startRefusingEndpoint } from '../../control-plane/api/refusing-endpoint.ts';
import { ecsEndpoint, sampleService } from '../../control-plane/api/testing/ecs-endpoint.ts';
import { sampleWorkload, webTargetGroup } from '../../control-plane/api/testing/sample-workload.ts';
import { controlPlaneClient } from './control-plane-client.ts';

const newer = new Failure('STATE_NEWER', 'The state has version 9.', { hint: 'Use that checkout.' });

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a control plane that cannot run tells every client why', async () => {
  const server = await startRefusingEndpoint(newer, { host: '127.0.0.1', port: 0 });
  const client = controlPlaneClient(portOf(server.address()));
  const said = { code: newer.code, message: newer.message, hint: newer.hint };
  try {
    await expect(client.isReady()).rejects.toMatchObject(said);
    expect(await client.isHealthy()).toBe(false);
    await expect(client.status()).rejects.toMatchObject(said);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

test('a release is handed over, completed and rolled back', async () => {
  const endpoint = await ecsEndpoint();
  const client = controlPlaneClient(Number(new URL(endpoint.url).port));
  try {
    await client.completeRelease();
    const [before] = (await client.status()).services;
    const taskDefinitions = sampleWorkload.taskDefinitions.map((each) => ({ ...each, cpu: each.cpu * 2 }));
    const healthCheck = { ...webTargetGroup.healthCheck, path: '/new' };
    const targetGroups = [{ ...webTargetGroup, healthCheck }];
    const workload = { ...sampleWorkload, taskDefinitions, targetGroups };
    await client.apply({ workload, digest: 'new', releaseServices: true });
    expect((await client.status()).workloadDigest).toBe('new');
    expect(await client.rollBackRelease()).toEqual({
      hasRolledBack: true,
      restored: [{ service: sampleService, taskDefinition: before?.taskDefinition }],
      deleted: [],
    });
    endpoint.controlPlane.settle();
    const after = await client.status();
    expect(after.workloadDigest).toBe('d');
    expect(after.services[0]).toMatchObject({
      deploymentId: before?.deploymentId,
      rolloutState: 'COMPLETED',
    });
  } finally {
    await endpoint.close();
  }
});

test('one that is not there is not healthy', async () => {
  const server = await startRefusingEndpoint(newer, { host: '127.0.0.1', port: 0 });
  const port = portOf(server.address());
  server.close();
  await once(server, 'close');
  expect(await controlPlaneClient(port).isHealthy()).toBe(false);
});
