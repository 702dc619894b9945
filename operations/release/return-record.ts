import type { ECS } from '../../aws/ecs-types.ts';
import type { EarlierRelease } from './read-releases.ts';
import { type ReleaseRecord, releaseTags, returningTag } from './release-record.ts';

/** A rollback before it begins. */
export interface Return {
  readonly releases: readonly EarlierRelease[];
  readonly chosen: EarlierRelease;
  /** How healthy the services are that are taken back. */
  readonly health: string;
}

/** What is written on revisions of a rollback that has begun. */
export interface ReturnRecord {
  /** The services run the release that was chosen. */
  end(): Promise<void>;
  /** The services run again what they ran before. */
  takeBack(): Promise<void>;
}

/**
 * Writes on revisions that a rollback has begun, before any service is changed: where it is killed, the next one finds what
 * it wanted. The releases that it leaves count as rolled back, as no rollback without a name should go back to them.
 */
export async function beginReturn(ecs: ECS, { releases, chosen, health }: Return): Promise<ReturnRecord> {
  const left = releases.filter(
    ({ runBy, outcome, release }) =>
      runBy.length > 0 && outcome === 'completed' && release !== chosen.release,
  );
  const begun = releases.filter(({ outcome }) => outcome === 'begun');
  const mark = async (isReturning: boolean) => {
    for (const resourceArn of Object.values(chosen.revisions)) {
      await ecs.tagResource({ resourceArn, tags: [returningTag(isReturning)] });
    }
  };
  await mark(true);
  for (const each of left) await write(ecs, each, { outcome: 'rolled-back', health });
  return {
    end: async () => {
      for (const each of begun) {
        await write(ecs, each, { outcome: 'failed', health: 'interrupted' });
        // Out of the way of what starts the newest revision of a family.
        for (const taskDefinition of Object.values(each.revisions)) {
          await ecs.deregisterTaskDefinition({ taskDefinition });
        }
      }
      // One that was rolled back before is as good as any again.
      if (chosen.outcome !== 'completed') await write(ecs, chosen, { ...chosen, outcome: 'completed' });
      await mark(false);
    },
    takeBack: async () => {
      for (const each of left) await write(ecs, each, each);
      await mark(false);
    },
  };
}

async function write(
  ecs: ECS,
  release: EarlierRelease,
  { outcome, health }: Pick<ReleaseRecord, 'outcome' | 'health'>,
): Promise<void> {
  const tags = releaseTags({ ...release, outcome, health });
  for (const resourceArn of Object.values(release.revisions)) {
    await ecs.tagResource({ resourceArn, tags: [...tags] });
  }
}
