import type { ECS } from '../../aws/ecs-types.ts';
import { systemClock } from '../../time/clock.ts';
import { readOneOffLaunch } from '../one-off-launch.ts';
import { beginningOf } from './beginning-of.ts';
import { markFailed } from './mark-failed.ts';
import type { ReleaseContext, ReleasePlace } from './release-context.ts';
import { type ReleaseRecord, readReleaseRecord, releaseTags } from './release-record.ts';
import { type Described, type ReleasedImage, releasedTag } from './revision-of-image.ts';
import { type RollOut, rollOut } from './roll-out.ts';
import {
  arnOf,
  describeRevision,
  type Revisions,
  registerWithImage,
  rollOutOnEcs,
} from './roll-out-on-ecs.ts';
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
  const running = await storeRevisions(ecs, cluster, place.RepositoryUri);
  const before = await beginningOf(ecs, running, place.RepositoryUri);
  let begun: Revisions = {};
  const register = async () => {
    begun = await revisionsOfImage(context, ecs, running, image);
    return begun;
  };
  const onEcs = rollOutOnEcs(ecs, cluster, register, before);
  const way: RollOut = {
    ...onEcs,
    undo: async (because) => {
      await putBack(context, ecs, { place, before, failed: begun, image, because });
      return await onEcs.undo(because);
    },
  };
  return await rollOut(context.progress, way, watchOf(context, place));
}

/** From the first moment they tell of a release that has not come to its end: whoever makes it may be killed. */
async function revisionsOfImage(
  context: ReleaseContext,
  ecs: ECS,
  running: Revisions,
  image: ReleasedImage,
): Promise<Revisions> {
  const tags = releaseTags({ ...recordOf(context, image), outcome: 'begun', health: '' });
  const revisions: Record<string, string> = {};
  for (const [service, from] of Object.entries(running)) {
    // What came to its end once keeps what is written on it, and is nobody's to deregister: a stack may name it.
    const isLeft = (newest: Described) => arnOf(newest.taskDefinition) === from || hasBegun(newest);
    const { arn } = await registerWithImage(ecs, from, image, { tags, isLeft });
    revisions[service] = arn;
  }
  return revisions;
}

function hasBegun(revision: Described): boolean {
  return readReleaseRecord(revision)?.outcome === 'begun';
}

function recordOf(
  { releasedBy, clock = systemClock }: ReleaseContext,
  image: ReleasedImage,
): Omit<ReleaseRecord, 'outcome' | 'health'> {
  return { release: image.tag, releasedAt: new Date(clock.now()), releasedBy, breaks: undefined };
}

/** A release that failed, and what was there before it. */
interface FailedRelease {
  readonly place: ReleasePlace;
  readonly before: Revisions;
  readonly failed: Revisions;
  readonly image: ReleasedImage;
  readonly because: string;
}

/** Takes the failed revisions out of the way of what starts the newest of a family, and the one-off tasks back. */
async function putBack(
  context: ReleaseContext,
  ecs: ECS,
  { place, before, failed, image, because }: FailedRelease,
): Promise<void> {
  const own = Object.entries(failed).filter(([service, revision]) => before[service] !== revision);
  const revisions = own.map(([, revision]) => revision);
  await markFailed(ecs, revisions, { ...recordOf(context, image), because });
  const [earlier = ''] = Object.values(before);
  const { taskDefinition } = await describeRevision(ecs, earlier);
  const tag = releasedTag(taskDefinition, place.RepositoryUri);
  if (tag === undefined) return;
  const launch = await readOneOffLaunch(context.target);
  await registerWithImage(ecs, launch.taskDefinition, { repositoryUri: place.RepositoryUri, tag });
}
