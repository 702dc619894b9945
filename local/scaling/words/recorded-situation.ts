import type { AlarmState } from '../alarms/alarm.ts';
import type { AlarmReading, Cooldown, PolicySituation, Situation } from '../decisions/situation.ts';
import type { RecordedActivity, RecordedAlarm, RecordedPolicy, ScalingRecord } from './scaling-record.ts';

/** The desired count that an activity set, and the policy that asked for it, as its texts tell. */
export interface RecordedChange {
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
      const [, policyName] = / triggered policy (.+)$/.exec(activity.cause) ?? [];
      return [{ activity, to: Number(count), policyName }];
    })
    .toSorted((left, right) => left.activity.startMs - right.activity.startMs);
}

/**
 * The situation of a service at a time, as far as its record tells: what a decision at that time depended on. The values
 * are those of the newest period that was over by then; AWS may have seen older ones.
 */
export function situationAt(
  record: ScalingRecord,
  changes: readonly RecordedChange[],
  nowMs: number,
): Situation {
  const desiredCount = desiredAt(record, changes, nowMs);
  return {
    nowMs,
    desiredCount,
    runningCount: tasksAt(record, nowMs) ?? desiredCount,
    minCapacity: record.minCapacity,
    maxCapacity: record.maxCapacity,
    isDeploying: record.deployments.some(
      ({ startMs, endMs }) => startMs <= nowMs && (endMs === undefined || nowMs < endMs),
    ),
    isScaleOutSuspended: record.isScaleOutSuspended,
    isScaleInSuspended: record.isScaleInSuspended,
    policies: record.policies.map((policy) => policyAt(record, policy, changes, nowMs)),
  };
}

/** Without a change before it is what tasks ran then; without any change it has always been what it is now. */
function desiredAt(record: ScalingRecord, changes: readonly RecordedChange[], nowMs: number): number {
  const last = changes.findLast(({ activity }) => activity.startMs < nowMs);
  if (last !== undefined) return last.to;
  return changes.length === 0 ? record.desiredCount : (tasksAt(record, nowMs) ?? record.desiredCount);
}

function tasksAt({ tasks }: ScalingRecord, nowMs: number): number | undefined {
  return tasks.findLast(({ startMs }) => startMs + minuteMs <= nowMs)?.value;
}

const minuteMs = 60_000;

function policyAt(
  record: ScalingRecord,
  recorded: RecordedPolicy,
  changes: readonly RecordedChange[],
  nowMs: number,
): PolicySituation {
  const cooldown = cooldownAt(record, recorded, changes, nowMs);
  const common: { readonly cooldown?: Cooldown } = cooldown === undefined ? {} : { cooldown };
  if ('alarm' in recorded) {
    const { policy, alarm } = recorded;
    return { policy, alarm: readingAt(alarm, nowMs), threshold: alarm.threshold, ...common };
  }
  const { policy, high, low } = recorded;
  const ofLow: { readonly low?: AlarmReading } = low === undefined ? {} : { low: readingAt(low, nowMs) };
  return { policy, high: readingAt(high, nowMs), ...ofLow, ...common };
}

/** The state of an alarm at a time: that after its last transition before it, or before its first one after it. */
export function stateAt({ transitions, state }: RecordedAlarm, nowMs: number): AlarmState {
  const before = transitions.findLast(({ atMs }) => atMs <= nowMs);
  return before?.to ?? transitions[0]?.from ?? state;
}

function readingAt(alarm: RecordedAlarm, nowMs: number): AlarmReading {
  const { alarmName, values, periodSeconds } = alarm;
  const value = values.findLast(({ startMs }) => startMs + periodSeconds * 1000 <= nowMs)?.value;
  const state = stateAt(alarm, nowMs);
  return value === undefined ? { alarmName, state } : { alarmName, state, value };
}

/** Of the last change that a policy made: it begins when that was fulfilled. */
function cooldownAt(
  record: ScalingRecord,
  { policy }: RecordedPolicy,
  changes: readonly RecordedChange[],
  nowMs: number,
): Cooldown | undefined {
  const index = changes.findLastIndex(
    ({ activity, policyName }) => policyName === policy.policyName && activity.startMs < nowMs,
  );
  const last = changes[index];
  if (last === undefined) return undefined;
  const { activity, to } = last;
  const from = changes[index - 1]?.to ?? tasksAt(record, activity.startMs) ?? to;
  const direction = to >= from ? 'out' : 'in';
  const { endMs } = activity;
  if (endMs === undefined || endMs > nowMs) return { direction, from, to };
  return { direction, from, to, untilMs: endMs + 1000 * cooldownSeconds(policy, direction) };
}

function cooldownSeconds(policy: RecordedPolicy['policy'], direction: 'out' | 'in'): number {
  if (policy.kind === 'step-scaling') return policy.cooldownSeconds;
  return direction === 'out' ? policy.scaleOutCooldownSeconds : policy.scaleInCooldownSeconds;
}
