import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from '../manifest.ts';
import { blobIn, layOut } from './image-layout.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layout-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function blob(text: string): Promise<string> {
  const path = blobIn(folder, digestOf(text));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return digestOf(text);
}

function imageOf(config: string, ...layers: readonly string[]) {
  const manifest = JSON.stringify({
    config: { digest: config },
    layers: layers.map((digest) => ({ digest })),
  });
  return { digest: digestOf(manifest), manifest, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
}

test('an image is laid out with its manifest, its configuration and each layer once', async () => {
  const layer = await blob('layer');
  const image = imageOf(await blob('config'), layer, layer);
  const to = join(folder, 'scan');
  await layOut(folder, to, image);
  // A scan that was cut short left it behind.
  await layOut(folder, to, image);
  const index = JSON.parse(await readFile(join(to, 'index.json'), 'utf8'));
  expect(index.manifests).toEqual([
    { mediaType: image.mediaType, digest: image.digest, size: image.manifest.length },
  ]);
  const read = (digest: string) => readFile(join(to, 'blobs/sha256', digest.slice('sha256:'.length)), 'utf8');
  expect(await Promise.all([image.digest, digestOf('config'), layer].map(read))).toEqual([
    image.manifest,
    'config',
    'layer',
  ]);
});

test('a layer that is not there, or whose digest is a path, is an error', async () => {
  const config = await blob('config');
  await expect(layOut(folder, join(folder, 'scan'), imageOf(config, digestOf('gone')))).rejects.toThrow(
    'ENOENT',
  );
  await expect(
    layOut(folder, join(folder, 'scan'), imageOf(config, 'sha256:../../../record.json')),
  ).rejects.toThrow('is not a digest');
});
