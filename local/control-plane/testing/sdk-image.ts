import { randomBytes } from 'node:crypto';
import { cp, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { buildImage } from '../../images/build-image.ts';

const checkout = join(import.meta.dirname, '../../..');

/** Builds an image with Node and the SDK's client of S3, as an application would have it, and gives its name. */
export async function buildSdkImage(nodeImage: string): Promise<string> {
  const image = `spree-parity-test/sdk:${randomBytes(3).toString('hex')}`;
  await buildImage(
    {
      name: 'sdk',
      image,
      version: 'test',
      folder: join(import.meta.dirname, 'sdk'),
      args: { BASE_IMAGE: nodeImage },
      addFiles: async (context) => {
        const folders = await installed('@aws-sdk/client-s3', checkout);
        for (const [name, folder] of folders) {
          await cp(folder, join(context, 'node_modules', name), { recursive: true });
        }
      },
    },
    { environment: process.env, note: () => undefined },
  );
  return image;
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** A package and all that it depends on, with the folder of each. */
async function installed(
  name: string,
  from: string,
  found = new Map<string, string>(),
): Promise<ReadonlyMap<string, string>> {
  if (found.has(name)) return found;
  const folder = await folderOf(name, from);
  found.set(name, folder);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  for (const dependency of Object.keys(manifest.dependencies)) await installed(dependency, folder, found);
  return found;
}

async function folderOf(name: string, from: string): Promise<string> {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    const folder = await realpath(join(place, name)).catch(() => undefined);
    if (folder !== undefined) return folder;
  }
  throw new Error(`${name} is not installed for ${dirname(from)}`);
}
