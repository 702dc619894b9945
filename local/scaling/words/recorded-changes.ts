import type { RecordedActivity, ScalingRecord } from './scaling-record.ts';

/** The desired count that was set, and the policy that asked for it, as the texts of an activity tell. */
export interface RecordedChange {
  readonly startMs: number;
  readonly activity: RecordedActivity;
  readonly to: number;
  readonly policyName: string | undefined;
}

/** The changes of a record, the oldest first. */
export function changesOf({ activities }: ScalingRecord): readonly RecordedChange[] {
  return activities
    .flatMap((activity): readonly RecordedChange[] => {
      const [, count] = /^Setting desired count to (\d+)/.exec(activity.description) ?? [];
      if (count === undefined || activity.status === 'Failed') return [];
      const change = { startMs: activity.startMs, activity, to: Number(count) };
      return [{ ...change, policyName: policyNameIn(activity.cause) }, ...overriding(activity)];
    })
    .toSorted((left, right) => left.startMs - right.startMs);
}

/** The desired count that somebody else set before an activity was over, as its message tells. */
function overriding(activity: RecordedActivity): readonly RecordedChange[] {
  const { endMs, statusMessage = '' } = activity;
  const [, count] = / later changed to (\d+)/.exec(statusMessage) ?? [];
  if (endMs === undefined || count === undefined) return [];
  return [{ startMs: endMs, activity, to: Number(count), policyName: undefined }];
}

/** The policy that an activity's cause names. */
export function policyNameIn(cause: string): string | undefined {
  return / triggered policy (.+)$/.exec(cause)?.[1];
}
