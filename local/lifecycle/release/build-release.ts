import { Failure } from '../../../failure/failure.ts';
import type { BuiltImage } from '../../../operations/release/release-context.ts';
import type { Step } from '../../../progress/progress.ts';
import type { ImageWorkshop } from '../../images/image-workshop.ts';
import { platformOf } from '../../images/platform.ts';
import { chooseStore, ensureStoreImage, type StoreChoice } from '../../images/store-image.ts';
import { storeKind } from '../../images/store-variables.ts';
import { refuseOtherStore } from './refuse-other-store.ts';

/** What an environment asks of an image. */
export interface ImageDemand {
  /** Such as `linux/amd64`: that of the task definitions. Undefined where the machine itself runs the tasks. */
  readonly platform: string | undefined;
  /** The tag by which the environment knows it; that of the store's content when absent. */
  readonly tag: (store: StoreChoice) => Promise<string>;
  /** What the engine knows the image by that the environment's registry has by this tag; undefined where it has none. */
  readonly taken: (tag: string, store: StoreChoice, step: Step) => Promise<string | undefined>;
}

/**
 * Builds the image of a release, or finds it, here or in the registry: the same store that `local:up` runs. Raises
 * `STORE_IS_DEMO` where AWS would get the demo store for want of Spree's gems, `NO_EMULATION` where this machine cannot build
 * for the platform, `WRONG_PLATFORM` for an image that was built for another one, and `TAG_TAKEN` where the registry has the
 * other store.
 */
export async function buildRelease(
  workshop: ImageWorkshop,
  demand: ImageDemand,
  step: Step,
): Promise<BuiltImage> {
  const { platform } = demand;
  const store = await chooseStore(workshop, (text) => step.note(text));
  if (platform !== undefined) refuseFallback(store, workshop.environment);
  const tag = await demand.tag(store);
  const taken = await demand.taken(tag, store, step);
  const image = taken ?? (await ensureStoreImage(workshop, store, step, platform)).image;
  const details = await workshop.engine.inspectImage(image);
  if (taken !== undefined) refuseOtherStore(store, details, tag);
  const builtFor = details === undefined ? 'an unknown platform' : platformOf(details);
  if (platform !== undefined && builtFor !== platform) throw wrongPlatform(image, builtFor, platform);
  if (taken !== undefined) step.skip(`${tag} is in the registry`);
  else step.result(platform === undefined ? store.why : `${store.why}, for ${platform}`);
  return { image, tag };
}

/** Somebody who has no gems does not want to sell by a demo. */
function refuseFallback({ kind, why }: StoreChoice, variables: NodeJS.ProcessEnv): void {
  if (kind !== 'demo' || storeKind(variables) === 'demo') return;
  throw new Failure('STORE_IS_DEMO', `What would be released is the ${why}`, {
    hint: 'Make the gems of Spree available (README.md has how), name your own store with STORE_CONTEXT, or set STORE_KIND=demo to release the demo store.',
  });
}

function wrongPlatform(image: string, builtFor: string, platform: string): Failure {
  return new Failure(
    'WRONG_PLATFORM',
    `The image ${image} is built for ${builtFor}, but the tasks run on ${platform}`,
    {
      hint: `Build it for ${platform} and name it with STORE_IMAGE (docker buildx build --platform ${platform}; store:context writes the folder), or release without STORE_IMAGE: then it is built for that platform.`,
    },
  );
}
