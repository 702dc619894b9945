import type { Progress } from '../../progress/progress.ts';
import type { Engine } from '../docker/engine.ts';
import { ensureImage } from './ensure-image.ts';
import { imageCatalogue } from './image-catalogue.ts';
import type { ImageName, ImageSet, ImageUse } from './image-definition.ts';
import { type ImageWorkshop, openImageWorkshop, type WorkshopOptions } from './image-workshop.ts';

/** `workshop` is an existing one, if any: what it already knows and has built is used again. */
export type EnsureOptions = WorkshopOptions & {
  readonly progress: Progress;
  readonly workshop?: ImageWorkshop;
};

/**
 * Ensures that images exist, concurrently: given by the user, present, pulled or built from packages.
 * Raises `IMAGE_NOT_AVAILABLE` with every way that was tried.
 */
export async function ensureImages<Name extends ImageName>(
  engine: Engine,
  names: readonly Name[],
  options: EnsureOptions,
): Promise<ImageSet<Name>> {
  const workshop = options.workshop ?? openImageWorkshop(engine, options);
  const outcomes = await Promise.allSettled(
    names.map((name) =>
      options.progress.step(`${name} image`, (step) => ensureImage(workshop, imageCatalogue[name], step)),
    ),
  );
  // The others finish first: the next run finds what they built.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return byName(
    names,
    outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
  );
}

function byName<Name extends ImageName>(names: readonly Name[], uses: readonly ImageUse[]): ImageSet<Name> {
  const set: Partial<Record<Name, ImageUse>> = {};
  for (const [index, name] of names.entries()) set[name] = uses[index];
  if (!isComplete(set, names)) throw new TypeError('An image has no outcome.');
  return set;
}

function isComplete<Name extends ImageName>(
  set: Partial<Record<Name, ImageUse>>,
  names: readonly Name[],
): set is ImageSet<Name> {
  return names.every((name) => set[name] !== undefined);
}
