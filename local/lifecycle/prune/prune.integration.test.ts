import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import { takeInventory } from '../inventory/inventory.ts';
import { planPrune } from './plan-prune.ts';
import { prune } from './prune.ts';
import type { Prunable } from './prune-plan.ts';

const name = `prune-${randomBytes(4).toString('hex')}`;
const labels = { [environmentLabel]: name };
const names = [
  `spree-parity/store:${name}`,
  `000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/shop:${name}`,
];
/** Of a project of somebody’s own that has the same name: its volume has no label of the toolkit. */
const foreign = `${name}_postgres`;
const engine = connectEngine();
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'parity-prune-'));
  await mkdir(join(root, name));
  await writeFile(join(root, name, 'compose.env'), "CHECKOUT='/nowhere/at/all'\n");
  await engine.createVolume(`${name}_s3`, labels);
  await engine.createVolume(foreign, { 'com.docker.compose.project': name });
  await engine.createNetwork(`${name}_default`, labels);
  const [first = '', second = ''] = names;
  await engine.importImage(Readable.from([Buffer.alloc(1024)]), first, [
    'LABEL dev.spree-parity.image=store',
  ]);
  await engine.tagImage(first, second);
});

afterAll(async () => {
  await engine.removeNetwork(`${name}_default`);
  for (const volume of [`${name}_s3`, foreign]) await engine.removeVolume(volume);
  for (const image of names) await engine.removeImage(image);
  await rm(root, { recursive: true });
});

/** The engine is shared: of what would be removed only that of this test is. */
const isOfTest = (item: Prunable) =>
  'names' in item ? item.names.some((each) => each.endsWith(name)) : item.name.includes(name);

it('an environment that is gone, and an image that nothing needs, are found on the engine and removed', async () => {
  const request = { all: true, named: [], current: 'none' };
  const { environments, usage } = await takeInventory(engine, root);
  const inventory = { usage, environments: environments.filter((each) => each.name === name) };
  const { left } = planPrune(inventory, [], request);
  expect(left).toContainEqual({
    environment: name,
    why: 'its checkout /nowhere/at/all is gone, but it holds data; images stay, as it may need them',
  });
  const named = planPrune(inventory, [], { ...request, named: [name] }).items;
  // No record of an environment says that it needs the image.
  const others = planPrune({ usage, environments: [] }, [], request).items;
  const items = [...named, ...others].filter(isOfTest);
  expect(items.map(({ kind }) => kind).toSorted()).toEqual(['image', 'network', 'state', 'volume']);
  const pruned = await prune(engine, inventory, { items, left: [] });
  expect([pruned.kept, existsSync(join(root, name))]).toEqual([[], false]);
  expect(await engine.listVolumes(labels)).toEqual([]);
  expect(await engine.listVolumes({ 'com.docker.compose.project': name })).toEqual([foreign]);
  expect(await engine.inspectNetwork(`${name}_default`)).toBeUndefined();
  expect(await Promise.all(names.map((image) => engine.inspectImage(image)))).toEqual([undefined, undefined]);
});
