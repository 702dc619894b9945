import type { ECS } from '../../aws/ecs-types.ts';
import { latestComplete } from './choose-rollback.ts';
import { readReleases } from './read-releases.ts';
import { readReleaseRecord } from './release-record.ts';
import { describeRevision, type Revisions } from './roll-out-on-ecs.ts';

/**
 * What services have to go back to if a release fails: what they run, or the release that was complete before one that did
 * not come to its end, which nobody has seen serve.
 */
export async function beginningOf(ecs: ECS, running: Revisions, repositoryUri: string): Promise<Revisions> {
  const described = await Promise.all(Object.values(running).map((arn) => describeRevision(ecs, arn)));
  const isAmid = described.some((each) => readReleaseRecord(each)?.outcome === 'begun');
  if (!isAmid) return running;
  const complete = latestComplete(await readReleases(ecs, running, repositoryUri));
  return complete?.revisions ?? running;
}
