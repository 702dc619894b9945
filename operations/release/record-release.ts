import type { ECS } from '../../aws/ecs-types.ts';
import { systemClock } from '../../time/clock.ts';
import type { ReleaseContext, ReleasePlace } from './release-context.ts';
import { releaseTags } from './release-record.ts';
import type { ReleasedImage } from './revision-of-image.ts';
import { type Revisions, registerWithImage } from './roll-out-on-ecs.ts';

/** Writes on the revisions of a release that it is complete, and brings the tasks of seeds and set-up to its image. */
export async function recordRelease(
  { releasedBy, clock = systemClock }: ReleaseContext,
  ecs: ECS,
  { SeedTaskFamily, SetUpTaskFamily }: ReleasePlace,
  image: ReleasedImage,
  { revisions, breaks }: { readonly revisions: Revisions; readonly breaks: readonly string[] | undefined },
): Promise<void> {
  const record = {
    release: image.tag,
    releasedAt: new Date(clock.now()),
    releasedBy,
    outcome: 'completed',
    breaks,
  } as const;
  for (const resourceArn of Object.values(revisions)) {
    await ecs.tagResource({ resourceArn, tags: [...releaseTags(record)] });
  }
  for (const family of [SeedTaskFamily, SetUpTaskFamily]) {
    if (family !== undefined) await registerWithImage(ecs, family, image);
  }
}
