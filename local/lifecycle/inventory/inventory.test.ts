import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ContainerSummary } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { builtImage } from '../prune/testing/found.ts';
import { holdingsOf, stateOf } from './holdings.ts';
import { type InventoryEngine, takeInventory } from './inventory.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parity-inventory-'));
});
afterEach(() => rm(root, { recursive: true }));

const ofShop = { [environmentLabel]: 'shop' };
const server = (state: ContainerSummary['state']): ContainerSummary => ({
  ...{ id: state, name: state, image: 'i', state, hostPorts: [] },
  labels: { ...ofShop, 'com.docker.compose.service': 'postgres' },
});

async function inventoryWith(
  containers: readonly ContainerSummary[],
  volumes: readonly string[],
  from = root,
) {
  return await takeInventory(
    {
      listContainers: async () => containers,
      listNetworks: async () => [{ name: 'foreign_default', labels: { [environmentLabel]: 'foreign' } }],
      listLabelledVolumes: async () => [],
      diskUsage: async () => ({
        imagesBytes: 0,
        images: [],
        volumes: volumes.map((name) => ({ name, labels: ofShop, sizeBytes: 4 })),
        imagesOfContainers: [],
      }),
    },
    from,
  );
}

async function write(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(root, name));
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, name, file), text);
}

it('an environment is found by its state, and one of somebody else by its labels', async () => {
  await write('shop', {
    'compose.env': `CHECKOUT='${root}'\nPOSTGRES_IMAGE='spree-parity/postgres:1'\nSCANNER_IMAGE=''\n`,
    'ports.json': '{"https": 8444}',
    'store.json': '{"store": "demo", "why": "because"}',
    released: 'digest store:release 42',
    'lock-holder.json': '{"pid": 1, "command": "local:up", "since": "2026-11-27T10:00:00.000Z"}',
  });
  const { environments } = await inventoryWith(
    [server('running')],
    ['shop_postgres', 'shop_postgres-archive', 'shop_s3'],
  );
  expect(environments.map(({ name, record }) => [name, record?.checkout])).toEqual([
    ['foreign', undefined],
    ['shop', root],
  ]);
  const shop = environments[1];
  expect(shop?.record).toMatchObject({
    isCheckoutGone: false,
    store: 'demo',
    httpsPort: 8444,
    serverImages: ['spree-parity/postgres:1'],
    releasedTag: '42',
    lastUse: { at: new Date('2026-11-27T10:00:00Z'), command: 'local:up' },
  });
  const images = [
    builtImage('a', 'postgres', { names: ['spree-parity/postgres:1'] }),
    builtImage('b', 'redis', { names: ['spree-parity/redis:1'] }),
  ];
  const state = shop?.record?.stateBytes;
  expect(shop && holdingsOf(shop, images)).toEqual({ database: 8, uploads: 4, state, images: 100 });
});

it('what is half deleted, unreadable or no environment at all is no failure', async () => {
  await write('empty', {});
  await write('broken', {
    'ports.json': '{',
    'store.json': '[]',
    released: '',
    'compose.env': '=',
    'lock-holder.json': 'x',
  });
  await mkdir(join(root, 'odd', 'ports.json'), { recursive: true });
  await write('.hidden', {});
  await writeFile(join(root, 'file'), '');
  await chmod(join(root, 'broken', 'ports.json'), 0);
  const { environments } = await inventoryWith([], []);
  expect(environments.map(({ name }) => name)).toEqual(['broken', 'empty', 'foreign', 'odd']);
  expect(environments.map(stateOf)).toEqual(Array(4).fill('without data'));
  expect((await inventoryWith([], [], join(root, 'nowhere'))).environments).toHaveLength(1);
});

it('an environment runs as long as all of its servers do, and is stopped while it has data', async () => {
  const states = async (containers: readonly ContainerSummary[], volumes: readonly string[]) => {
    const { environments } = await inventoryWith(containers, volumes);
    return environments.filter(({ name }) => name === 'shop').map(stateOf);
  };
  const ended: ContainerSummary = { ...server('exited'), labels: ofShop };
  expect(await states([server('running'), ended], [])).toEqual(['running']);
  expect(await states([server('running'), server('exited')], [])).toEqual(['partly running']);
  expect(await states([], ['shop_postgres'])).toEqual(['stopped']);
});

it('an engine that takes long to measure is not waited for: what is there is listed without sizes', async () => {
  const volumes = [{ name: 'shop_postgres', labels: ofShop }];
  const engine: InventoryEngine = {
    listContainers: async () => [],
    listNetworks: async () => [],
    listLabelledVolumes: async () => volumes,
    diskUsage: (signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const { environments, isMeasured } = await takeInventory(engine, root, 1);
  expect(environments.map((each) => [each.name, stateOf(each), each.volumes])).toEqual([
    ['shop', 'stopped', volumes],
  ]);
  expect(isMeasured).toBe(false);
});

it('an engine that fails to measure is no slow one', async () => {
  const failing = {
    ...{ listContainers: async () => [], listNetworks: async () => [], listLabelledVolumes: async () => [] },
    diskUsage: async () => {
      throw new Error('out of order');
    },
  };
  await expect(takeInventory(failing, root, 60_000)).rejects.toThrow('out of order');
});
