import { Failure } from '../../failure/failure.ts';
import { migrateImage } from './migrate-image.ts';
import { recordRelease } from './record-release.ts';
import { type BuiltImage, type ReleaseContext, readReleasePlace } from './release-context.ts';
import { releaseServices } from './release-services.ts';
import type { ReleasedImage } from './revision-of-image.ts';
import type { Revisions } from './roll-out-on-ecs.ts';
import { releaseOrder, runStages } from './stages.ts';

/** What a release has brought. */
export interface ReleaseResult {
  readonly release: string;
  readonly digest: string;
  readonly storefrontUrl: string;
  readonly revisions: Revisions;
}

/**
 * Releases an image to the services of an environment, by AWS's APIs alone: the infrastructure stays as it is. Raises
 * the failure of the stage that failed, with what state the environment is in and what to run.
 */
export async function releaseImage(context: ReleaseContext): Promise<ReleaseResult> {
  const { target, progress, ways } = context;
  const place = await readReleasePlace(target);
  const ecs = await target.clients.ecs();
  const image = (tag: string): ReleasedImage => ({ repositoryUri: place.RepositoryUri, tag });
  let built: BuiltImage | undefined;
  let digest = '';
  let revisions: Revisions = {};
  const ofBuild = () => {
    if (built !== undefined) return built;
    throw new Failure('NO_IMAGE', 'No image was built for this release', {
      hint: 'This is a fault of the program: please report it.',
    });
  };
  const work = {
    build: () =>
      progress.step('Image', async (step) => {
        built = await ways.build(step);
      }),
    push: () =>
      progress.step('Push', async (step) => {
        digest = await ways.push(step, ofBuild(), place.RepositoryUri);
      }),
    scan: () => progress.step('Scan', (step) => ways.scan(step, digest)),
    assets: () => progress.step('Assets', (step) => ways.publishAssets(step, ofBuild())),
    migrate: () =>
      progress.step('Migrations', (step) => migrateImage(context, ecs, image(ofBuild().tag), step)),
    services: async () => {
      revisions = await releaseServices(context, ecs, place, image(ofBuild().tag));
    },
    edge: () => progress.step('Edge', (step) => ways.serveAssets(step, ofBuild().tag)),
    record: () =>
      progress.step('Record', async (step) => {
        await ways.keepImage(step, digest, ofBuild().tag);
        await recordRelease(context, place, image(ofBuild().tag), revisions);
      }),
  };
  await runStages(releaseOrder, work, {
    environment: target.environment,
    command: context.runAgain,
  });
  return {
    release: ofBuild().tag,
    digest,
    storefrontUrl: place.StorefrontUrl,
    revisions,
  };
}
