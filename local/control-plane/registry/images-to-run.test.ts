import { expect, test } from 'vitest';
import { inMemoryImages } from '../api/testing/in-memory-images.ts';
import { imagesToRun } from './images-to-run.ts';
import { digestOf } from './manifest.ts';

const uri = '000000000000.dkr.ecr.ap-southeast-1.amazonaws.com/shop';
const repository = { logicalId: 'Images', name: 'shop', uri };
const manifest = JSON.stringify({ config: { digest: 'sha256:id', size: 1 }, layers: [] });
const digest = digestOf(manifest);

/** An engine without images, which pulls from a registry that has `shop:1`. */
async function images({ fails = false } = {}) {
  const registry = inMemoryImages(
    () => 0,
    () => [repository],
  );
  await registry.put(repository, { digest, manifest, mediaType: 'image', tag: '1' });
  const names = new Map<string, string>();
  const pulls: string[] = [];
  const warnings: string[] = [];
  const engine = {
    inspectImage: async (name: string) => {
      const id = names.get(name) ?? [...names.values()].find((each) => each === name);
      return id === undefined ? undefined : details(id);
    },
    pullImage: async (
      ...[name, , , login]: readonly [string, unknown?, unknown?, { password: { reveal(): string } }?]
    ) => {
      pulls.push(`${name} ${registry.tokens.check(login?.password.reveal() ?? '')}`);
      if (fails) throw new Error('refused');
      names.set(name, 'sha256:id');
    },
    tagImage: async (name: string, newName: string) => void names.set(newName, names.get(name) ?? ''),
    removeImage: async (name: string) => void names.delete(name),
  };
  const log = { warn: (message: string) => void warnings.push(message) };
  const found = imagesToRun({ engine, registry, repositories: () => [repository], log });
  return { found, names, pulls, warnings };
}

function details(id: string) {
  const rest = {
    names: [],
    sizeBytes: 1,
    createdAt: new Date(0),
    architecture: 'amd64',
    labels: {},
    volumes: [],
  };
  return { id, digest: id, stopSignal: undefined, ...rest };
}

const pull = `127.0.0.1:4566/shop@${digest} valid`;

test('an image that only the registry has is pulled once, and known by the name of the template', async () => {
  const { found, names, pulls } = await images();
  const both = await Promise.all([found.inspectImage(`${uri}:1`), found.inspectImage(`${uri}:1`)]);
  expect(both.map((image) => image?.id)).toEqual(['sha256:id', 'sha256:id']);
  await found.inspectImage(`${uri}:1`);
  expect(pulls).toEqual([pull]);
  expect([...names.keys()]).toEqual([`${uri}:1`]);
});

test('the image that a deployment goes back to is found by its id', async () => {
  const { found, pulls } = await images();
  expect((await found.inspectImage('sha256:id'))?.id).toBe('sha256:id');
  expect(pulls).toEqual([pull]);
});

test('nothing is pulled that was not pushed', async () => {
  const { found, pulls } = await images();
  for (const name of [`${uri}:2`, 'shop:1', 'docker.io/library/shop:1', 'sha256:other']) {
    expect(await found.inspectImage(name)).toBeUndefined();
  }
  expect(pulls).toEqual([]);
});

test('an image whose pull fails is missing, and the next task tries again', async () => {
  const { found, pulls, warnings } = await images({ fails: true });
  expect(await found.inspectImage(`${uri}:1`)).toBeUndefined();
  expect(await found.inspectImage(`${uri}:1`)).toBeUndefined();
  expect(pulls).toHaveLength(2);
  expect(warnings[0]).toBe('an image could not be pulled from the registry');
});
