import { Failure } from '../../failure/failure.ts';
import type { Step } from '../../progress/progress.ts';
import { buildImage } from './build-image.ts';
import { type FolderImage, toBuild } from './ensure-folder-image.ts';
import type { ImageUse } from './image-definition.ts';
import type { ImageWorkshop } from './image-workshop.ts';
import { platformOf } from './platform.ts';

/** What building takes of a workshop and of the step that shows it. */
type Workshop = Pick<ImageWorkshop, 'environment' | 'signal' | 'whenFree'> & {
  readonly engine: Pick<ImageWorkshop['engine'], 'inspectImage'>;
};
type Shown = Pick<Step, 'note' | 'result' | 'skip'>;

/**
 * Ensures that an application's image exists for a platform that is not the engine's own, such as `linux/arm64`, beside the
 * one that runs here. Its Dockerfile names its base itself: the builder gets that from a registry, for the platform. Raises
 * `NO_EMULATION` where the engine cannot run the build's commands, and `IMAGE_BUILD_FAILED`.
 */
export async function ensureForeignImage(
  workshop: Workshop,
  source: FolderImage,
  platform: string,
  step: Shown,
): Promise<ImageUse> {
  const build = await toBuild(workshop, source);
  const image = `${build.image}-${platform.replace(/^linux\//, '').replaceAll('/', '-')}`;
  const { name, version } = source;
  const isThere = async () => {
    const details = await workshop.engine.inspectImage(image);
    return details !== undefined && platformOf(details) === platform;
  };
  if (await isThere()) {
    step.skip(`present for ${platform}`);
    return { name, image, source: 'present', version };
  }
  const options = {
    environment: workshop.environment,
    note: (text: string) => step.note(text),
    ...(workshop.signal === undefined ? {} : { signal: workshop.signal }),
  };
  const make = (ignoresCache: boolean) =>
    buildImage({ ...build, image, platform, ignoresCache }, options).catch((error: unknown) => {
      throw isWithoutEmulation(error) ? noEmulation(error, platform) : error;
    });
  await workshop.whenFree(async () => {
    await make(false);
    // The classic builder takes layers without a base from its cache for whichever platform.
    if (!(await isThere())) await make(true);
  });
  step.result(`built for ${platform}`);
  return { name, image, source: 'built', version };
}

/** The kernel's words, which both builders pass on: they have no code for it. */
function isWithoutEmulation(error: unknown): error is Failure {
  return error instanceof Failure && /exec format error/i.test(error.message);
}

function noEmulation(error: Failure, platform: string): Failure {
  const architecture = platform.split('/')[1] ?? platform;
  return new Failure(
    'NO_EMULATION',
    `The image is built for ${platform}, whose programs the container engine cannot run.\n${error.message}`,
    {
      cause: error,
      hint: `Install emulation (docker run --privileged --rm tonistiigi/binfmt --install ${architecture}; Docker Desktop has it), release from a machine or a CI runner of that platform, or build the image there and name it with STORE_IMAGE.`,
    },
  );
}
