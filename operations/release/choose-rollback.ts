import { Failure } from '../../failure/failure.ts';
import { type BreakingMigration, breaksSince, describeBreak } from './migrations-report.ts';
import type { EarlierRelease } from './read-releases.ts';
import type { MigrationRecord } from './release-record.ts';

/** Whether the services can go back to a release, with the database as it is now. */
export type Rollback =
  | { readonly isAllowed: true; readonly remark?: string }
  | { readonly isAllowed: false; readonly reason: string };

/**
 * Whether a release can run with the database as the latest migrations left it. Where the store does not report its
 * migrations nobody knows: it is allowed, with a remark.
 */
export function rollbackTo(
  release: EarlierRelease,
  latest: Pick<MigrationRecord, 'breaking'> | undefined,
): Rollback {
  if (release.outcome === 'failed')
    return { isAllowed: false, reason: `${release.release} failed when it was released.` };
  if (latest === undefined || latest.breaking === undefined) return unknown;
  const broken = breaksAfter(release, latest.breaking);
  if (broken.length === 0) return { isAllowed: true };
  const reasons = broken.map(describeBreak).join(' ');
  return {
    isAllowed: false,
    reason: `${release.release} cannot run with the database as it is now. ${reasons}`,
  };
}

/** Of a release that an older version of this toolkit has recorded, or CloudFormation alone, only the time is known. */
function breaksAfter(
  { breaks, releasedAt }: EarlierRelease,
  breaking: readonly BreakingMigration[],
): readonly BreakingMigration[] {
  if (breaks !== undefined)
    return breaksSince({ breaking }, { breaking: breaks.map((version) => ({ version })) });
  return breaking.filter(({ at }) => at === undefined || Date.parse(at) > releasedAt.getTime());
}

const unknown: Rollback = {
  isAllowed: true,
  remark:
    'The store does not report its migrations: nobody knows whether this release can run with its database.',
};

/**
 * The release to go back to: the one that is named, else the latest completed one before that which runs. Raises
 * `NO_SUCH_RELEASE`, `NO_EARLIER_RELEASE` and `ROLLBACK_REFUSED` with the reason.
 */
export function chooseRollback(
  releases: readonly EarlierRelease[],
  latest: Pick<MigrationRecord, 'breaking'> | undefined,
  wanted: string | undefined,
): EarlierRelease {
  const chosen = wanted === undefined ? previous(releases) : named(releases, wanted);
  const rollback = rollbackTo(chosen, latest);
  if (rollback.isAllowed) return chosen;
  throw new Failure('ROLLBACK_REFUSED', `No service was changed: ${rollback.reason}`, {
    hint: 'Release a version that can run with this database.',
  });
}

function previous(releases: readonly EarlierRelease[]): EarlierRelease {
  const at = releases.findIndex(({ isRunning }) => isRunning);
  const earlier = releases.slice(at + 1).find(({ outcome }) => outcome === 'completed');
  if (earlier !== undefined) return earlier;
  throw new Failure('NO_EARLIER_RELEASE', 'There is no earlier release to go back to', {
    hint: 'Services keep the revisions of earlier releases; this one is the first, or they were deregistered.',
  });
}

function named(releases: readonly EarlierRelease[], wanted: string): EarlierRelease {
  const found = releases.find(({ release }) => release === wanted);
  if (found !== undefined) return found;
  const known = releases.map(({ release }) => release);
  throw new Failure('NO_SUCH_RELEASE', `There is no release ${wanted} that the services could run`, {
    hint: known.length === 0 ? 'No release is known.' : `Known, the newest first: ${known.join(', ')}.`,
  });
}
