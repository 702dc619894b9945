import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Engine } from '../local/docker/engine.ts';
import { buildImage } from '../local/images/build-image.ts';
import { demoStoreImage } from './store-containers.ts';

/** Builds an image with RSpec and the clients that the demo store has, and gives its name. */
export async function buildRspecImage(engine: Engine, checkout: string): Promise<string> {
  const image = `spree-parity-test/rspec:${randomBytes(3).toString('hex')}`;
  const folder = join(import.meta.dirname, 'rspec');
  const args = { BASE_IMAGE: await demoStoreImage(engine, checkout) };
  await buildImage(
    { name: 'rspec', image, version: 'test', folder, args },
    { environment: process.env, note: () => undefined },
  );
  return image;
}
