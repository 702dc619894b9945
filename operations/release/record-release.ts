import { systemClock } from '../../time/clock.ts';
import type { ReleaseContext, ReleasePlace } from './release-context.ts';
import type { ReleasedImage } from './revision-of-image.ts';
import { bringFamilies, type Revisions } from './roll-out-on-ecs.ts';
import { tagReleased } from './tag-released.ts';

/** Writes on the revisions of a release that it is complete, and brings the tasks of seeds and set-up to its image. */
export async function recordRelease(
  { target, releasedBy, clock = systemClock }: ReleaseContext,
  { SeedTaskFamily, SetUpTaskFamily }: ReleasePlace,
  image: ReleasedImage,
  revisions: Revisions,
): Promise<void> {
  await tagReleased(target, { release: image.tag, releasedBy, revisions, clock });
  const ecs = await target.clients.ecs();
  await bringFamilies(ecs, [SeedTaskFamily, SetUpTaskFamily], image);
}
