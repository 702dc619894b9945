import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProgress, type ProgressEvent } from '../../../progress/progress.ts';
import type { ContainerSummary, ImageDetails } from '../../docker/engine.ts';
import { identifyEnvironment } from '../../environment/identify.ts';
import { type ImageEngine, removeSecondNames, removeStaleImages } from './remove-stale-images.ts';

function image(number: number): ImageDetails {
  return {
    id: `sha256:${number}`,
    names: [`spree-parity/store:${number}`, `spree-parity/store:again-${number}`],
    sizeBytes: 1,
    createdAt: new Date(number),
    architecture: 'amd64',
    labels: {},
    digest: `sha256:${number}`,
    volumes: [],
    stopSignal: undefined,
  };
}

/** The environment `shop` beside another one, with six images of stores, of which the last are the newest. */
async function stage(change: Partial<ImageEngine> = {}) {
  const XDG_STATE_HOME = await mkdtemp(join(tmpdir(), 'parity-images-'));
  const environment = identifyEnvironment('/checkout', { PARITY_ENVIRONMENT: 'shop', XDG_STATE_HOME });
  const other = join(XDG_STATE_HOME, 'spree-parity', 'other');
  await mkdir(environment.stateFolder, { recursive: true });
  await mkdir(other);
  await writeFile(join(other, 'released'), 'digest sha256:1');
  const removed: string[] = [];
  const events: ProgressEvent[] = [];
  const container: ContainerSummary = {
    ...{ id: 'c', name: 'web', image: 'spree-parity/store:2', state: 'running', hostPorts: [] },
    labels: { 'dev.spree-parity.environment': 'of another state folder' },
  };
  const engine: ImageEngine = {
    listContainers: async (labels) =>
      Object.entries(labels).every(([key, value]) => container.labels[key] === value) ? [container] : [],
    listImages: async (labels) =>
      labels['dev.spree-parity.image'] === 'store' ? [1, 2, 3, 4, 5, 6, 7].map(image) : [],
    removeImage: async (name) => void removed.push(name),
    ...change,
  };
  const progress = createProgress((event) => events.push(event));
  return { run: () => removeStaleImages(engine, environment, progress), removed, events };
}

test('an image goes with all of its names unless a container, any release or a quick way back needs it', async () => {
  const { run, removed } = await stage();
  await run();
  expect(removed.toSorted()).toEqual([
    'spree-parity/store:3',
    'spree-parity/store:4',
    'spree-parity/store:again-3',
    'spree-parity/store:again-4',
  ]);
});

test('an image that the engine does not give up is left, and the command goes on', async () => {
  const refuse = async () => {
    throw new Error('conflict');
  };
  const { run, events } = await stage({ removeImage: refuse });
  await run();
  expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'done', result: '0 of 2 removed' });
});

test('where no image is stale there is no step', async () => {
  const { run, events } = await stage({ listImages: async () => [image(1)] });
  await run();
  expect(events).toEqual([]);
});

const alias = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/spree-local';
const named = (number: number, ...names: readonly string[]) => ({ ...image(number), names });
/** Of a store that was built here, of one that was given, and one that has no other name. */
const ofStores = [
  named(1, 'spree-parity/store:1', `${alias}:demo-1`, '127.0.0.1:4566/spree-local:one'),
  named(2, 'shop/mine:1', `${alias}:given-2`),
  named(3, `${alias}:own`),
];

test('the second names of images go with the last release, and their first ones stay', async () => {
  const { removed, names } = await secondNamesStage();
  await names();
  expect(removed.toSorted()).toEqual([
    `${alias}:demo-1`,
    `${alias}:given-2`,
    '127.0.0.1:4566/spree-local:one',
  ]);
});

test('they stay while an environment has a release or a container, which may go back to them', async () => {
  const other = await secondNamesStage();
  await writeFile(join(other.stateHome, 'spree-parity', 'other', 'released'), 'digest sha256:9');
  await other.names();
  const labels = { 'dev.spree-parity.environment': 'of another state folder' };
  const running: ContainerSummary = {
    id: 'c',
    name: 'c',
    image: 'x',
    state: 'running',
    hostPorts: [],
    labels,
  };
  const busy = await secondNamesStage({ listContainers: async () => [running] });
  await busy.names();
  expect([...other.removed, ...busy.removed]).toEqual([]);
});

async function secondNamesStage(change: Partial<ImageEngine> = {}) {
  const stateHome = await mkdtemp(join(tmpdir(), 'parity-names-'));
  const environment = identifyEnvironment('/checkout', {
    PARITY_ENVIRONMENT: 'shop',
    XDG_STATE_HOME: stateHome,
  });
  await mkdir(join(stateHome, 'spree-parity', 'other'), { recursive: true });
  await writeFile(join(stateHome, 'spree-parity', 'stray'), '');
  const removed: string[] = [];
  const engine: ImageEngine = {
    listContainers: async () => [],
    listImages: async () => ofStores,
    removeImage: async (name) => void removed.push(name),
    ...change,
  };
  const names = () =>
    removeSecondNames(
      engine,
      environment,
      createProgress(() => undefined),
    );
  return { removed, names, stateHome };
}
