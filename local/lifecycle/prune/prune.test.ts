import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContainerSummary, DiskUsage } from '../../docker/engine.ts';
import { ifFree } from '../../environment/lock.ts';
import { type InventoryEngine, takeInventory } from '../inventory/inventory.ts';
import { leftContexts } from './left-contexts.ts';
import { planPrune } from './plan-prune.ts';
import { type PruneEngine, prune } from './prune.ts';
import { builtImage } from './testing/found.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parity-prune-'));
});
afterEach(() => rm(root, { recursive: true }));

const labels = { 'dev.spree-parity.environment': 'gone' };

/** An engine with two images of the store and what the environment `gone` left. */
function engineWith({ containers = [] }: { readonly containers?: readonly ContainerSummary[] } = {}) {
  const images = new Map(['a', 'b'].map((id) => [id, builtImage(id, 'store')]));
  const volumes = new Set(['gone_postgres']);
  const networks = new Set(['gone_default']);
  const usage = (): DiskUsage => ({
    imagesBytes: images.size * 1000,
    images: [...images.values()],
    volumes: [...volumes].map((name) => ({ name, labels, sizeBytes: 50 })),
    imagesOfContainers: [],
  });
  const engine: InventoryEngine & PruneEngine = {
    listContainers: async () => containers,
    listNetworks: async () => [...networks].map((name) => ({ name, labels })),
    listLabelledVolumes: async () => usage().volumes,
    diskUsage: async () => usage(),
    removeImage: async (name) => void images.delete(name.replace('spree-parity/store:', '')),
    removeVolume: async (name) => void volumes.delete(name),
    removeNetwork: async (name) => void networks.delete(name),
  };
  return { engine, left: () => [...images.keys(), ...volumes, ...networks] };
}

async function stateOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = join(root, name);
  await mkdir(join(folder, 'certificates'), { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

async function pruneAll(engine: InventoryEngine & PruneEngine, meanwhile = async () => {}) {
  const inventory = await takeInventory(engine, root);
  const request = { all: true, named: ['gone'], current: 'here' };
  const { items } = planPrune(inventory, [], request);
  const images = planPrune({ ...inventory, environments: [] }, [], { ...request, named: [] }).items;
  await meanwhile();
  return await prune(engine, inventory, { items: [...items, ...images], left: [] });
}

describe('prune', () => {
  it('removes an environment with all that is left of it, and images, and says what that frees', async () => {
    const folder = await stateOf('gone', { 'ports.json': '12345', 'compose.env': "CHECKOUT='/nowhere'\n" });
    const { engine, left } = engineWith();
    const pruned = await pruneAll(engine);
    expect([left(), existsSync(folder), pruned.kept]).toEqual([[], false, []]);
    expect(pruned.removed.map(({ kind }) => kind)).toEqual(['volume', 'network', 'state', 'image', 'image']);
    expect(pruned.freedBytes).toBe(2000 + 50 + 5 + "CHECKOUT='/nowhere'\n".length);
  });

  it('leaves alone what another command is changing, and all images', async () => {
    const folder = await stateOf('gone', { 'ports.json': '12345' });
    const { engine, left } = engineWith();
    const held = await ifFree({ stateFolder: folder }, 'local:up', () => pruneAll(engine));
    expect(held).toMatchObject({ held: true, result: { removed: [], freedBytes: 0 } });
    const whys = held.held ? held.result.kept.map(({ why }) => why) : [];
    expect(new Set(whys)).toEqual(new Set(['`local:up` is changing gone']));
    expect([left(), existsSync(join(folder, 'ports.json'))]).toEqual([
      ['a', 'b', 'gone_postgres', 'gone_default'],
      true,
    ]);
  });

  it('leaves an environment that was started after the plan was made', async () => {
    const folder = await stateOf('gone', {});
    const { engine, left } = engineWith();
    const containers: ContainerSummary[] = [];
    const later = { ...engine, listContainers: async () => containers };
    const pruned = await pruneAll(later, async () => {
      containers.push({ id: 'c', name: 'c', image: 'i', state: 'running', hostPorts: [], labels });
    });
    expect(pruned.kept.map(({ why }) => why)).toEqual(Array(3).fill('gone was started meanwhile'));
    expect([left(), existsSync(folder)]).toEqual([['gone_postgres', 'gone_default'], true]);
  });

  it('goes on past what the engine does not give up, and keeps the state of what is left', async () => {
    const folder = await stateOf('gone', {});
    const { engine, left } = engineWith();
    const removeVolume = async () => {
      throw new Error('volume is in use');
    };
    const pruned = await pruneAll({ ...engine, removeVolume });
    expect(pruned.kept).toMatchObject([{ item: { name: 'gone_postgres' }, why: 'volume is in use' }]);
    expect([left(), existsSync(folder)]).toEqual([['gone_postgres'], true]);
  });
});

it('an environment whose lock is used for a moment is as it was: who used it last is not forgotten', async () => {
  const holder = '{ "pid": 1, "command": "local:down", "since": "2026-11-27T10:00:00.000Z" }';
  await stateOf('shop', { 'lock-holder.json': holder });
  await stateOf('new', {});
  for (const name of ['shop', 'new'])
    await ifFree({ stateFolder: join(root, name) }, 'local:prune', async () => {});
  const { environments } = await takeInventory(engineWith().engine, root);
  const shop = environments.find(({ name }) => name === 'shop');
  expect(shop?.record?.lastUse).toEqual({ at: new Date('2026-11-27T10:00:00Z'), command: 'local:down' });
  expect(await readdir(join(root, 'new'))).toEqual(['certificates']);
});

it('what a killed build left is found once it is old enough, and nothing else', async () => {
  const now = new Date('2026-11-27T12:00:00Z');
  const folders = ['spree-parity-store-aB3xYz', 'spree-parity-young-aB3xYz', 'spree-parity-mine', 'other'];
  for (const name of folders) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'file'), '123');
    const at = name.includes('young') ? now : new Date(now.getTime() - 7 * 3_600_000);
    await utimes(join(root, name), at, at);
  }
  expect(await leftContexts(root, now)).toEqual([
    { kind: 'context', name: join(root, 'spree-parity-store-aB3xYz'), bytes: 3 },
  ]);
  expect(await leftContexts(join(root, 'nowhere'), now)).toEqual([]);
});
