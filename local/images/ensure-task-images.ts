import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../docker/engine.ts';
import type { Step } from '../progress/progress.ts';
import { assetImageName, buildAsset, whyNotBuildable } from './build-asset.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import type { TaskImage } from './task-image.ts';

type Origin<Kind extends TaskImage['origin']['kind']> = TaskImage & {
  readonly origin: Extract<TaskImage['origin'], { readonly kind: Kind }>;
};

/** What looking for images takes of a workshop and of the step that shows it. */
type Search = Pick<ImageWorkshop, 'pull' | 'signal'> & { readonly engine: Pick<Engine, 'inspectImage'> };
type Shown = Pick<Step, 'note' | 'result' | 'skip'>;

/** Images by how they are obtained: some are looked for before anything starts, others are built beside it. */
export interface SortedTaskImages {
  readonly store: readonly TaskImage[];
  readonly assets: readonly Origin<'asset'>[];
  readonly others: readonly Origin<'own-repository' | 'registry'>[];
}

/** Sorts images by how they are obtained. */
export function sortTaskImages(images: readonly TaskImage[]): SortedTaskImages {
  return {
    store: images.filter(({ origin }) => origin.kind === 'store'),
    assets: images.filter((image): image is Origin<'asset'> => image.origin.kind === 'asset'),
    others: images.filter(
      (image): image is Origin<'own-repository' | 'registry'> =>
        image.origin.kind === 'own-repository' || image.origin.kind === 'registry',
    ),
  };
}

/**
 * Makes sure of the images that nothing here builds: they are in the engine or are pulled. Also looks whether the
 * assets can be built. Raises `IMAGE_NOT_AVAILABLE` with each that cannot be obtained and each way that was tried.
 */
export async function findTaskImages(
  workshop: Search,
  { others, assets }: SortedTaskImages,
  step: Shown,
): Promise<void> {
  const found = await Promise.all(others.map((image) => obtain(workshop, image, step)));
  const missing = [...found, ...assets.map(refusalOf)].filter((line) => line !== undefined);
  if (missing.length === 0) {
    return others.length === 0 ? step.skip('none') : step.result(`${others.length} images`);
  }
  throw new Failure(
    'IMAGE_NOT_AVAILABLE',
    `Containers have images that are not there:\n${missing.join('\n')}`,
    {
      hint: 'Build or pull each and name it as the definition does: docker tag SOURCE IMAGE. Then run local:up again.',
    },
  );
}

/** Builds the images of assets that have not been built, and gives each the template's name. */
export async function buildTaskImages(
  workshop: ImageWorkshop,
  { assets }: SortedTaskImages,
  step: Step,
): Promise<void> {
  const built = await Promise.all(assets.map((image) => buildOne(workshop, image, step)));
  const count = built.filter(Boolean).length;
  if (count === 0) step.skip(assets.length === 0 ? 'none' : 'present');
  else step.result(`${count} built`);
}

async function buildOne(
  workshop: ImageWorkshop,
  { image, origin: { asset } }: Origin<'asset'>,
  step: Step,
): Promise<boolean> {
  const { engine, environment, signal } = workshop;
  const name = await assetImageName(asset);
  const isPresent = (await engine.inspectImage(name)) !== undefined;
  if (!isPresent) {
    await workshop.whenFree(() =>
      buildAsset(asset, name, {
        environment,
        note: (text) => step.note(text),
        tag: (from, to) => engine.tagImage(from, to),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  }
  await engine.tagImage(name, image);
  return !isPresent;
}

/** What was tried in vain, or undefined once the image is there. */
async function obtain(
  workshop: Search,
  task: Origin<'own-repository' | 'registry'>,
  step: Shown,
): Promise<string | undefined> {
  const { image, origin } = task;
  if ((await workshop.engine.inspectImage(image)) !== undefined) return undefined;
  if (origin.kind === 'own-repository') {
    return missing(task, `it is not in the engine, and no registry has the stack's own ${origin.repository}`);
  }
  step.note(`pull ${image}`);
  const signal = workshop.signal === undefined ? {} : { signal: workshop.signal };
  const outcome = await workshop.pull(image, { note: (text) => step.note(text), ...signal });
  return outcome.pulled ? undefined : missing(task, `it is not in the engine; pulled: ${outcome.why}`);
}

function refusalOf(task: Origin<'asset'>): string | undefined {
  const why = whyNotBuildable(task.origin.asset);
  return why === undefined ? undefined : missing(task, `${task.origin.asset.name} is not built: ${why}`);
}

function missing({ image, containers }: TaskImage, why: string): string {
  return `  ${image} of ${containers.join(', ')}: ${why}`;
}
