import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Progress } from '../../../progress/progress.ts';
import type { Engine, ImageDetails } from '../../docker/engine.ts';
import { environmentLabel, type LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { imageLabel } from '../../images/image-definition.ts';
import { secondNames, staleImages, unusedImages } from '../../images/stale-images.ts';

/** What an application changes with every edit: its own image, and the image assets of the definition. */
const purposes = ['store', 'asset'];

export type ImageEngine = Pick<Engine, 'listContainers' | 'listImages' | 'removeImage'>;

/**
 * Removes the images of earlier versions of the application that nothing needs: no container of the engine, and not the
 * last release of any environment beside this one. It is a step only where there are any, and its failure does not fail
 * the command.
 */
export async function removeStaleImages(
  engine: ImageEngine,
  environment: LocalEnvironment,
  progress: Progress,
): Promise<void> {
  const inUse = await imagesInUse(engine, environment);
  const lists = await Promise.all(purposes.map((purpose) => engine.listImages({ [imageLabel]: purpose })));
  const stale = lists.flatMap((images) => staleImages(images, inUse));
  if (stale.length === 0) return;
  await progress.step('Old images', async (step) => {
    const removed = await Promise.allSettled(stale.map((image) => removeNames(engine, image)));
    const count = removed.filter(({ status }) => status === 'fulfilled').length;
    step.result(`${count} of ${stale.length} removed`);
  });
}

/** An image goes with the last of its names. */
async function removeNames(engine: ImageEngine, { names }: ImageDetails): Promise<void> {
  for (const name of names) await engine.removeImage(name);
}

/**
 * Takes away the second names of images that nothing needs, once no environment has a release any more: a rollback finds an
 * image by them.
 */
export async function removeSecondNames(
  engine: ImageEngine,
  environment: LocalEnvironment,
  progress: Progress,
): Promise<void> {
  const containers = await engine.listContainers({});
  const isNeeded = containers.some(({ labels }) => labels[environmentLabel] !== undefined);
  if (isNeeded || (await releasesBeside(environment)).length > 0) return;
  const inUse = await imagesInUse(engine, environment);
  const names = unusedImages(await engine.listImages({}), inUse).flatMap(secondNames);
  if (names.length === 0) return;
  await progress.step('Names of images', async (step) => {
    const removed = await Promise.allSettled(names.map((name) => engine.removeImage(name)));
    const count = removed.filter(({ status }) => status === 'fulfilled').length;
    step.result(`${count} of ${names.length} removed`);
  });
}

/**
 * Ids of what each environment released last, and names or ids of what all containers run: those of other users and of
 * other state folders too, whose releases are not known here.
 */
async function imagesInUse(engine: ImageEngine, environment: LocalEnvironment): Promise<ReadonlySet<string>> {
  const released = await releasesBeside(environment);
  const containers = await engine.listContainers({});
  return new Set([...released.flat(), ...containers.map(({ image }) => image)]);
}

/** What each environment released last, this one included. */
async function releasesBeside({ stateFolder }: LocalEnvironment): Promise<readonly (readonly string[])[]> {
  const all = dirname(stateFolder);
  // There is no folder before the first environment.
  const environments = existsSync(all) ? await readdir(all) : [];
  const texts = await Promise.all(
    environments.map((name) =>
      readText(stateFile({ stateFolder: join(all, name) }, 'released')).catch(() => undefined),
    ),
  );
  return texts.flatMap((text) => (text === undefined ? [] : [text.split(' ')]));
}
