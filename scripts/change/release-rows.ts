import { rollbackTo } from '../../operations/release/choose-rollback.ts';
import type { EarlierRelease } from '../../operations/release/read-releases.ts';
import type { RollbackChoice } from '../../operations/release/roll-back.ts';

/** A release as people choose it. */
export interface ReleaseRow {
  readonly release: string;
  /** Such as `3 hours ago`. */
  readonly age: string;
  readonly by: string;
  /** `running`, or how it ended: `completed`, `rolled back`, `failed`, `not finished`. */
  readonly state: string;
  /** Healthy tasks of those wanted, now or when it ended, or why it failed; empty where nobody looked. */
  readonly health: string;
  /** Why the services cannot go back to it, or what nobody knows; empty where they can. */
  readonly remark: string;
  readonly isAllowed: boolean;
}

/** The releases to choose from, the newest first. */
export function releaseRows({ releases, latest, health }: RollbackChoice, now: Date): readonly ReleaseRow[] {
  return releases.map((each) => {
    const rollback = rollbackTo(each, latest);
    const cannot = rollback.isAllowed ? (rollback.remark ?? '') : rollback.reason;
    return {
      ...{ release: each.release, age: ageOf(each.releasedAt, now), by: each.releasedBy },
      state: each.isRunning ? 'running' : stateOf(each),
      health: each.runBy.length > 0 ? health : each.health,
      remark: each.isRunning ? '' : cannot,
      isAllowed: rollback.isAllowed && !each.isRunning,
    };
  });
}

function stateOf({ outcome, runBy }: EarlierRelease): string {
  const words = outcome === 'begun' ? 'not finished' : outcome.replace('-', ' ');
  return runBy.length > 0 ? `${words}, partly running` : words;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago something was, in the largest unit that fits. */
export function ageOf(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? ['second', 1];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
