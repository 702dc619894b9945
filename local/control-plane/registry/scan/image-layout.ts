import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../../json/parse-json.ts';

/** An image whose layers the registry has. */
export interface LayeredImage {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
}

const content = z.object({
  config: z.object({ digest: z.string() }),
  layers: z.array(z.object({ digest: z.string() })),
});

/**
 * Lays an image out as a folder that scanners read, by links to the registry's own files: no layer is copied. Raises what
 * the system says where a layer is not there.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export async function layOut(registryFolder: string, folder: string, image: LayeredImage): Promise<void> {
  const { config, layers } = content.parse(parseJson(image.manifest));
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  const digests = new Set([config.digest, ...layers.map(({ digest }) => digest)]);
  for (const digest of digests) await link(blobIn(registryFolder, digest), fileOf(folder, digest));
  await writeFile(fileOf(folder, image.digest), image.manifest);
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  const size = Buffer.byteLength(image.manifest);
  const manifests = [{ mediaType: image.mediaType, digest: image.digest, size }];
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
}

/** Where the distribution registry keeps a blob. */
export function blobIn(registryFolder: string, digest: string): string {
  const hash = hashOf(digest);
  return join(registryFolder, 'docker/registry/v2/blobs/sha256', hash.slice(0, 2), hash, 'data');
}

function fileOf(folder: string, digest: string): string {
  return join(folder, 'blobs', 'sha256', hashOf(digest));
}

/** Only the digits, so that what a manifest says leads nowhere else. */
function hashOf(digest: string): string {
  const hash = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hash === undefined) throw new TypeError(`'${digest}' is not a digest of SHA-256`);
  return hash;
}
