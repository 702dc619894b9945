import type { ECS } from '../../aws/ecs-types.ts';
import { type ReleaseRecord, releaseTags } from './release-record.ts';

/**
 * Writes on revisions that their release failed and with which code, and takes them out of the way of what starts the newest
 * revision of a family. Without it a revision counts as one of a release that was completed.
 */
export async function markFailed(
  ecs: ECS,
  revisions: readonly string[],
  { because, ...record }: Omit<ReleaseRecord, 'outcome' | 'health' | 'breaks'> & { readonly because: string },
): Promise<void> {
  const tags = releaseTags({ ...record, outcome: 'failed', health: inWords(because), breaks: undefined });
  for (const revision of revisions) {
    await ecs.tagResource({ resourceArn: revision, tags: [...tags] });
    await ecs.deregisterTaskDefinition({ taskDefinition: revision });
  }
}

/** Why it failed, such as `smoke check failed`: for those who choose a release to go back to. */
function inWords(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}
