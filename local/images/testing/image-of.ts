import { createProgress } from '../../../progress/progress.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import { ensureImages } from '../ensure-images.ts';
import type { ImageName } from '../image-definition.ts';

/** The name of an image of the catalogue, which is got or built where it is not there yet. */
export async function imageOf(name: ImageName): Promise<string> {
  const options = { checkout: process.cwd(), progress: createProgress(() => undefined) };
  return (await ensureImages(connectEngine(), [name], options))[name].image;
}
