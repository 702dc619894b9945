import { expect, test } from 'vitest';
import type { ContainerSummary } from '../../docker/engine.ts';
import { removeHalfReplaced } from './half-replaced.ts';
import { serverContainers } from './start-servers.ts';

const environment = { name: 'shop', checkout: '/checkout', stateFolder: '/state', labels: { of: 'shop' } };

function container(id: string, name: string, given: Partial<ContainerSummary> = {}): ContainerSummary {
  const [, service = ''] = /shop-(.+)-1$/.exec(name) ?? [];
  const labels = { 'com.docker.compose.service': service };
  return { id, name, image: 'any', state: 'created', labels, hostPorts: [], ...given };
}

function engineWith(containers: readonly ContainerSummary[]) {
  const calls: string[] = [];
  return {
    calls,
    listContainers: async () => containers,
    stopContainer: async (id: string) => void calls.push(`stop ${id}`),
    removeContainer: async (id: string) => void calls.push(`remove ${id}`),
  };
}

const halfReplaced = [
  container('old', 'shop-edge-1', { state: 'running' }),
  container('new', '4060a9640179_shop-edge-1'),
  container('renamed-never', '89989cdb840e_shop-postgres-1', { state: 'running' }),
  container('task', '4060a9640179_task', { labels: {} }),
];

test('what compose had not named yet when it was ended is removed, and nothing else', async () => {
  const engine = engineWith(halfReplaced);
  await removeHalfReplaced(engine, environment);
  expect(engine.calls).toEqual(['remove new', 'stop renamed-never', 'remove renamed-never']);
});

test('the container of a service is the one that has its name', async () => {
  const found = await serverContainers(engineWith(halfReplaced), environment);
  expect([...found].map(([service, { id }]) => [service, id])).toEqual([['edge', 'old']]);
});
