import { rollbackTo } from '../../operations/release/choose-rollback.ts';
import type { RollbackChoice } from '../../operations/release/roll-back.ts';

/** A release as people choose it. */
export interface ReleaseRow {
  readonly release: string;
  /** Such as `3 hours ago`. */
  readonly age: string;
  readonly by: string;
  /** `running`, `completed`, or `failed`. */
  readonly state: string;
  /** Why the services cannot go back to it, or what nobody knows; empty where they can. */
  readonly remark: string;
  readonly isAllowed: boolean;
}

/** The releases to choose from, the newest first. */
export function releaseRows({ releases, latest }: RollbackChoice, now: Date): readonly ReleaseRow[] {
  return releases.map((each) => {
    const rollback = rollbackTo(each, latest);
    const cannot = rollback.isAllowed ? (rollback.remark ?? '') : rollback.reason;
    return {
      ...{ release: each.release, age: ageOf(each.releasedAt, now), by: each.releasedBy },
      state: each.isRunning ? 'running' : each.outcome,
      remark: each.isRunning ? '' : cannot,
      isAllowed: rollback.isAllowed && !each.isRunning,
    };
  });
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
