import type { ECS } from '../../aws/ecs-types.ts';
import { systemClock } from '../../time/clock.ts';
import { readOneOffLaunch } from '../one-off-launch.ts';
import type { ReleaseContext, ReleasePlace } from './release-context.ts';
import { releaseTags } from './release-record.ts';
import { type ReleasedImage, releasedTag } from './revision-of-image.ts';
import { type RollOut, rollOut } from './roll-out.ts';
import { describeRevision, type Revisions, registerWithImage, rollOutOnEcs } from './roll-out-on-ecs.ts';
import { storeRevisions } from './store-revisions.ts';
import { watchOf } from './watch-of.ts';

/**
 * Rolls an image out to all services that run the store's image, and gives the revisions that they run then. A release that
 * fails is taken back on all of them, its revisions are deregistered, and one-off tasks are of the earlier image again.
 */
export async function releaseServices(
  context: ReleaseContext,
  ecs: ECS,
  place: ReleasePlace,
  image: ReleasedImage,
): Promise<Revisions> {
  const cluster = place.ClusterName;
  const before = await storeRevisions(ecs, cluster, place.RepositoryUri);
  let begun: Revisions = {};
  const onEcs = rollOutOnEcs(ecs, cluster, async () => {
    begun = await revisionsOfImage(ecs, before, image);
    return begun;
  });
  const way: RollOut = {
    ...onEcs,
    undo: async () => {
      await putBack(context, ecs, { place, before, failed: begun, image });
      return await onEcs.undo();
    },
  };
  return await rollOut(context.progress, way, watchOf(context, place));
}

async function revisionsOfImage(ecs: ECS, before: Revisions, image: ReleasedImage): Promise<Revisions> {
  const revisions: Record<string, string> = {};
  for (const [service, from] of Object.entries(before)) {
    revisions[service] = (await registerWithImage(ecs, from, image)).arn;
  }
  return revisions;
}

/** A release that failed, and what was there before it. */
interface FailedRelease {
  readonly place: ReleasePlace;
  readonly before: Revisions;
  readonly failed: Revisions;
  readonly image: ReleasedImage;
}

/** Takes the failed revisions out of the way of what starts the newest of a family, and the one-off tasks back. */
async function putBack(
  { target, releasedBy, clock = systemClock }: ReleaseContext,
  ecs: ECS,
  { place, before, failed, image }: FailedRelease,
): Promise<void> {
  const record = {
    release: image.tag,
    releasedAt: new Date(clock.now()),
    releasedBy,
    outcome: 'failed',
    breaks: undefined,
  } as const;
  for (const [service, revision] of Object.entries(failed)) {
    if (before[service] === revision) continue;
    await ecs.tagResource({ resourceArn: revision, tags: [...releaseTags(record)] });
    await ecs.deregisterTaskDefinition({ taskDefinition: revision });
  }
  const [earlier = ''] = Object.values(before);
  const { taskDefinition } = await describeRevision(ecs, earlier);
  const tag = releasedTag(taskDefinition, place.RepositoryUri);
  if (tag === undefined) return;
  const launch = await readOneOffLaunch(target);
  await registerWithImage(ecs, launch.taskDefinition, { repositoryUri: place.RepositoryUri, tag });
}
