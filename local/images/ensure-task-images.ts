import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import type { Engine } from '../docker/engine.ts';
import { whyNotBuildable } from './build-asset.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import type { ServerImage } from './server-images.ts';
import type { TaskImage } from './task-image.ts';

type Origin<Kind extends TaskImage['origin']['kind']> = TaskImage & {
  readonly origin: Extract<TaskImage['origin'], { readonly kind: Kind }>;
};

/** An image that is made from the assembly. */
export type AssetImage = Origin<'asset'>;

/** What looking for images takes of a workshop and of the step that shows it. */
type Search = Pick<ImageWorkshop, 'pull' | 'signal'> & { readonly engine: Pick<Engine, 'inspectImage'> };
type Shown = Pick<Step, 'note' | 'result' | 'skip'>;

/** Images by how they are obtained: some are looked for before anything starts, others are built beside it. */
export interface SortedTaskImages {
  readonly store: readonly TaskImage[];
  readonly assets: readonly AssetImage[];
  readonly servers: readonly ServerImage[];
  readonly others: readonly Origin<'own-repository' | 'registry'>[];
}

/** Sorts images by how they are obtained. */
export function sortTaskImages(images: readonly TaskImage[]): SortedTaskImages {
  return {
    store: images.filter(({ origin }) => origin.kind === 'store'),
    assets: images.filter((image): image is AssetImage => image.origin.kind === 'asset'),
    servers: images.filter((image): image is ServerImage => image.origin.kind === 'server'),
    others: images.filter(
      (image): image is Origin<'own-repository' | 'registry'> =>
        image.origin.kind === 'own-repository' || image.origin.kind === 'registry',
    ),
  };
}

/**
 * Ensures that the images that nothing here builds are in the engine, pulling those that are not, and that the assets
 * can be built. Raises `IMAGE_NOT_AVAILABLE` with each that cannot be obtained and why.
 */
export async function findTaskImages(
  workshop: Search,
  { others, assets }: SortedTaskImages,
  step: Shown,
): Promise<void> {
  const tried = await Promise.all([
    ...others.map((image) => obtain(workshop, image, step)),
    ...assets.map((image) => refusalOf(workshop, image)),
  ]);
  const missing = tried.filter((line) => line !== undefined);
  if (missing.length === 0) {
    return others.length === 0 ? step.skip('none') : step.result(`${others.length} images`);
  }
  throw new Failure(
    'IMAGE_NOT_AVAILABLE',
    `Some containers' images are not available:\n${missing.join('\n')}`,
    {
      hint: `Build or pull each image, give it the name above (docker tag SOURCE IMAGE), and run \`${command('local:up')}\` again.`,
    },
  );
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
    return missing(
      task,
      `it is not in the engine, and cannot be pulled because the repository ${origin.repository} is defined by the stack itself`,
    );
  }
  step.note(`pull ${image}`);
  const signal = workshop.signal === undefined ? {} : { signal: workshop.signal };
  const outcome = await workshop.pull(image, { note: (text) => step.note(text), ...signal });
  return outcome.pulled
    ? undefined
    : missing(task, `it is not in the engine, and the pull failed: ${outcome.why}`);
}

/** An image of that name which the user has built stands in for an asset that cannot be built here. */
async function refusalOf({ engine }: Search, task: AssetImage): Promise<string | undefined> {
  const { name, source } = task.origin.asset;
  const why = source.kind === 'folder' ? whyNotBuildable(source) : undefined;
  if (why === undefined || (await engine.inspectImage(task.image)) !== undefined) return undefined;
  return missing(task, `the asset ${name} cannot be built: ${why}`);
}

function missing({ image, containers }: TaskImage, why: string): string {
  return `  ${image} (${containers.join(', ')}): ${why}`;
}
