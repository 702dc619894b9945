import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../docker/engine.ts';
import { buildImage } from '../../images/build-image.ts';

/** Two versions of an image, and a tag that means one of them: `VERSION` in its environment says which. */
export interface MovingTag {
  readonly image: string;
  moveTo(version: Version): Promise<void>;
  digestOf(version: Version): Promise<string>;
  remove(): Promise<void>;
}

export type Version = 'old' | 'new';

const recipe = 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nARG VERSION\nENV VERSION=$VERSION\n';

/** Builds both versions on an image; the tag means the old one at first. */
export async function createMovingTag(engine: Engine, baseImage: string): Promise<MovingTag> {
  const repository = `spree-parity-test/moving-${randomBytes(3).toString('hex')}`;
  const nameOf = (version: Version | 'latest') => `${repository}:${version}`;
  const image = nameOf('latest');
  const moveTo = (version: Version) => engine.tagImage(nameOf(version), image);
  await buildVersion(nameOf('old'), { BASE_IMAGE: baseImage, VERSION: 'old' });
  await buildVersion(nameOf('new'), { BASE_IMAGE: baseImage, VERSION: 'new' });
  await moveTo('old');
  return {
    image,
    moveTo,
    digestOf: async (version) => (await engine.inspectImage(nameOf(version)))?.digest ?? '',
    remove: async () => {
      for (const name of [image, nameOf('old'), nameOf('new')]) await engine.removeImage(name);
    },
  };
}

async function buildVersion(image: string, args: Readonly<Record<string, string>>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'spree-parity-moving-'));
  try {
    await writeFile(join(folder, 'Dockerfile'), recipe);
    const build = { name: 'moving', image, version: 'test', folder, args };
    await buildImage(build, { environment: process.env, note: () => undefined });
  } finally {
    await rm(folder, { recursive: true });
  }
}
