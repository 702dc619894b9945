import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ContainerSummary } from '../../docker/engine.ts';
import { writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { removeFailedEmulation } from './emulation.ts';

const run = { run: 'localstack@1', digest: '', needed: '' };

const server = (service: string): ContainerSummary => ({
  id: service,
  name: service,
  image: 'image',
  state: 'running',
  labels: { 'com.docker.compose.service': service },
});

/** The containers that are removed where the last deployment ended as `recorded`. */
async function removedAfter(recorded: unknown): Promise<readonly string[]> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'emulation-'));
  const environment = { name: 'shop', checkout: '/work/shop', stateFolder, labels: {} };
  if (recorded !== undefined) await writeStateFile(stateFile(environment, 'emulatedRun'), recorded);
  const removed: string[] = [];
  const engine = {
    listContainers: async () => ['redis', 'localstack'].map(server),
    removeContainer: async (id: string) => void removed.push(id),
  };
  await removeFailedEmulation(engine, environment);
  return removed;
}

test('a LocalStack whose last deployment failed is removed, so that the next one begins from nothing', async () => {
  expect(await removedAfter({ ...run, failed: true })).toEqual(['localstack']);
});

test('one that was deployed to, or whose deployment was cut short, stays', async () => {
  expect(await removedAfter({ ...run, digest: 'all' })).toEqual([]);
  expect(await removedAfter(run)).toEqual([]);
  expect(await removedAfter(undefined)).toEqual([]);
});
