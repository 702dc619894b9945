import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
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
  const { outcome, health } = release;
  if (outcome === 'failed') {
    const how = health === '' ? '' : `: ${health}`;
    return { isAllowed: false, reason: `${release.release} failed when it was released${how}.` };
  }
  if (outcome === 'begun') {
    return { isAllowed: false, reason: `The release of ${release.release} did not come to its end.` };
  }
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
  const chosen = wanted === undefined ? orNone(latestComplete(releases)) : named(releases, wanted);
  const rollback = rollbackTo(chosen, latest);
  if (rollback.isAllowed) return chosen;
  throw new Failure('ROLLBACK_REFUSED', `No service was changed: ${rollback.reason}`, {
    hint: 'Release a version that can run with this database.',
  });
}

/**
 * The latest complete release before that which runs. Where a rollback was interrupted it goes on, and where a release was,
 * back is to what was complete before it: it may have reached some services, all, or none.
 */
export function latestComplete(releases: readonly EarlierRelease[]): EarlierRelease | undefined {
  const returning = releases.find((each) => each.isReturnedTo && isUnderWay(each, releases));
  if (returning !== undefined) return returning;
  const at = releases.findLastIndex(({ runBy }) => runBy.length > 0);
  const newer = releases.slice(0, Math.max(at, 0));
  const isAmid = newer.some(({ outcome, runBy }) => outcome === 'begun' || runBy.length > 0);
  return releases.slice(isAmid ? at : at + 1).find(({ outcome }) => outcome === 'completed');
}

function orNone(earlier: EarlierRelease | undefined): EarlierRelease {
  if (earlier !== undefined) return earlier;
  throw new Failure('NO_EARLIER_RELEASE', 'There is no earlier release to go back to', {
    hint: 'Services keep the revisions of earlier releases; this one is the first, or they were deregistered.',
  });
}

/** It has reached services, or has not left all of those that ran the release which it leaves. */
function isUnderWay({ runBy }: EarlierRelease, releases: readonly EarlierRelease[]): boolean {
  return runBy.length > 0 || releases.some((each) => each.outcome === 'rolled-back' && each.runBy.length > 0);
}

function named(releases: readonly EarlierRelease[], wanted: string): EarlierRelease {
  const found = releases.find(({ release }) => release === wanted);
  if (found !== undefined) return found;
  const known = releases.map(({ release }) => release);
  throw wrongUsage(
    'NO_SUCH_RELEASE',
    `There is no release ${wanted} that the services could run`,
    known.length === 0 ? 'No release is known.' : `Known, the newest first: ${known.join(', ')}.`,
  );
}
