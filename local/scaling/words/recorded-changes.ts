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
      return { ...change, from: all[index - 1]?.to ?? tasksAt(record, activity.startMs) ?? to };
    });
}

function changeOf(activity: RecordedActivity): readonly Omit<RecordedChange, 'from'>[] {
  const [, count] = /^Setting desired count to (\d+)/.exec(activity.description) ?? [];
  if (count === undefined || activity.status === 'Failed') return [];
  const [, policyName] = / triggered policy (.+)$/.exec(activity.cause) ?? [];
  return [{ activity, to: Number(count), policyName }];
}

const minuteMs = 60_000;

/** Tasks that ran in the newest minute that was over by then; undefined where it is not known. */
export function tasksAt({ tasks }: ScalingRecord, nowMs: number): number | undefined {
  return tasks.findLast(({ startMs }) => startMs + minuteMs <= nowMs)?.value;
}
