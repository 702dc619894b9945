import { lastBefore, startOf } from './in-order.ts';
import type { RecordedActivity, ScalingRecord } from './scaling-record.ts';

/** The desired count that an activity set, and the policy that asked for it, as its texts tell. */
export interface RecordedChange {
  readonly activity: RecordedActivity;
  readonly from: number;
  readonly to: number;
  readonly policyName: string | undefined;
}

/** The changes of a record, the oldest first. */
export function changesOf(record: ScalingRecord): readonly RecordedChange[] {
  return record.activities
    .flatMap(changeOf)
    .toSorted((left, right) => left.activity.startMs - right.activity.startMs)
    .map((change, index, all) => {
      const { activity, to } = change;
      return { ...change, from: all[index - 1]?.to ?? runningAt(record, activity.startMs) ?? to };
    });
}

function changeOf(activity: RecordedActivity): readonly Omit<RecordedChange, 'from'>[] {
  const [, count] = /^Setting desired count to (\d+)/.exec(activity.description) ?? [];
  if (count === undefined || activity.status === 'Failed') return [];
  return [{ activity, to: Number(count), policyName: policyNameIn(activity.cause) }];
}

/** The policy that an activity's cause names. */
export function policyNameIn(cause: string): string | undefined {
  return / triggered policy (.+)$/.exec(cause)?.[1];
}

/** CloudWatch has metrics of services some minutes late. */
const lateMinutes = 5;

/** How many tasks ran in the newest minute that was over by then; undefined where nothing is known of the last five. */
export function runningAt({ tasks, timeScale }: ScalingRecord, nowMs: number): number | undefined {
  const minuteMs = 60_000 / timeScale;
  const newest = tasks[lastBefore(tasks, startOf, nowMs - minuteMs + 1)];
  if (newest === undefined || newest.startMs < nowMs - (lateMinutes + 1) * minuteMs) return undefined;
  return Math.round(newest.value);
}
