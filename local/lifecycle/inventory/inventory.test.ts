import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ContainerSummary } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { holdingsOf, stateOf } from './holdings.ts';
import { takeInventory } from './inventory.ts';

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
  expect(shop && holdingsOf(shop)).toEqual({ database: 8, uploads: 4, state: shop?.record?.stateBytes });
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
