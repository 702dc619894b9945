import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import type { ContainerSummary } from '../../docker/engine.ts';
import type { HeldEmulation } from '../../environment/emulation-record.ts';
import { writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { removeFailedEmulation } from './emulation.ts';

const begun: HeldEmulation = { digest: '', needed: '' };

const server = (service: string): ContainerSummary => ({
  id: service,
  name: service,
  image: 'image',
  state: 'running',
  hostPorts: [],
  labels: { 'com.docker.compose.service': service },
});

interface Past {
  /** What LocalStack's run was given; without it nobody answers. */
  readonly held?: HeldEmulation;
  /** What an earlier version of the toolkit wrote down. */
  readonly writtenDown?: unknown;
}

/** The containers that are removed. */
async function removedAfter({ held, writtenDown }: Past): Promise<readonly string[]> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'emulation-'));
  const environment = { name: 'shop', checkout: '/work/shop', stateFolder, labels: {} };
  if (writtenDown !== undefined) await writeStateFile(stateFile(environment, 'lastEmulation'), writtenDown);
  const removed: string[] = [];
  const engine = {
    listContainers: async () => ['redis', 'localstack'].map(server),
    removeContainer: async (id: string) => void removed.push(id),
  };
  const emulation = async () => {
    if (held === undefined) throw new Failure('CONTROL_PLANE_DOWN', 'The control plane does not answer');
    return { refilling: false, held };
  };
  await removeFailedEmulation(engine, environment, { emulation });
  return removed;
}

test('a LocalStack whose last deployment failed is removed, so that the next one begins from nothing', async () => {
  expect(await removedAfter({ held: { ...begun, failed: true } })).toEqual(['localstack']);
});

test('one that was deployed to, or whose deployment was cut short, stays', async () => {
  expect(await removedAfter({ held: { digest: 'all', needed: 'part' } })).toEqual([]);
  expect(await removedAfter({ held: begun })).toEqual([]);
  expect(await removedAfter({})).toEqual([]);
});

test('a failure that an earlier version of the toolkit wrote down is known', async () => {
  const before = { run: 'localstack@1', digest: '', needed: '' };
  expect(await removedAfter({ writtenDown: { ...before, failed: true } })).toEqual(['localstack']);
  expect(await removedAfter({ writtenDown: { ...before, digest: 'all' } })).toEqual([]);
});
