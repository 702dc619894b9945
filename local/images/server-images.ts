import type { Engine } from '../docker/engine.ts';
import { type ImageName, type ImageUse, imageLabel } from './image-definition.ts';
import type { TaskImage } from './task-image.ts';

/** An image of the definition that the local environment runs a server of itself. */
export type ServerImage = TaskImage & {
  readonly origin: Extract<TaskImage['origin'], { readonly kind: 'server' }>;
};

/**
 * Gives images that the environment's servers run the names that the definition has for them. An image that somebody
 * else gave such a name, or pulled by it, keeps it.
 */
export async function nameServerImages(
  engine: Pick<Engine, 'inspectImage' | 'tagImage'>,
  images: readonly ServerImage[],
  servers: Readonly<Partial<Record<ImageName, Pick<ImageUse, 'image'> | undefined>>>,
): Promise<void> {
  await Promise.all(
    images.map(async ({ image, origin }) => {
      const source = servers[origin.name]?.image;
      if (source === undefined) return;
      const [named, wanted] = await Promise.all([engine.inspectImage(image), engine.inspectImage(source)]);
      const isOthers = named !== undefined && named.labels[imageLabel] === undefined;
      if (!isOthers && named?.id !== wanted?.id) await engine.tagImage(source, image);
    }),
  );
}
