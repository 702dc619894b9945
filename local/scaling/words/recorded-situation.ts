import type { AlarmState } from '../alarms/alarm.ts';
import type { AlarmReading, Cooldown, PolicySituation, Situation } from '../decisions/situation.ts';
import { lastBefore, startOf, timeOf } from './in-order.ts';
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
      return [{ activity, to: Number(count), policyName: policyNameIn(activity.cause) }];
    })
    .toSorted((left, right) => left.activity.startMs - right.activity.startMs);
}

/** The policy that an activity's cause names. */
export function policyNameIn(cause: string): string | undefined {
  return / triggered policy (.+)$/.exec(cause)?.[1];
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
    runningCount: runningAt(record, nowMs) ?? desiredCount,
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
  const last = changes[lastBefore(changes, ({ activity }) => activity.startMs, nowMs)];
  if (last !== undefined) return last.to;
  return changes.length === 0 ? record.desiredCount : (runningAt(record, nowMs) ?? record.desiredCount);
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
    return { policy, alarm: readingAt(record, alarm, nowMs), threshold: alarm.threshold, ...common };
  }
  const { policy, high, low } = recorded;
  const ofLow: { readonly low?: AlarmReading } =
    low === undefined ? {} : { low: readingAt(record, low, nowMs) };
  return { policy, high: readingAt(record, high, nowMs), ...ofLow, ...common };
}

/** The state of an alarm at a time: that after its last transition before it, or before its first one after it. */
export function stateAt({ transitions, state }: RecordedAlarm, nowMs: number): AlarmState {
  const before = transitions[lastBefore(transitions, timeOf, nowMs + 1)];
  return before?.to ?? transitions[0]?.from ?? state;
}

function readingAt({ timeScale }: ScalingRecord, alarm: RecordedAlarm, nowMs: number): AlarmReading {
  const { alarmName, values, periodSeconds, areActionsDisabled } = alarm;
  const value = values[lastBefore(values, startOf, nowMs - (periodSeconds * 1000) / timeScale + 1)]?.value;
  const read = { alarmName, areActionsDisabled, state: stateAt(alarm, nowMs) };
  return value === undefined ? read : { ...read, value };
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
  const from = changes[index - 1]?.to ?? runningAt(record, activity.startMs) ?? to;
  const direction = to >= from ? 'out' : 'in';
  const { endMs } = activity;
  if (endMs === undefined || endMs > nowMs) return { direction, from, to };
  const cooldownMs = (1000 * cooldownSeconds(policy, direction)) / record.timeScale;
  return { direction, from, to, untilMs: endMs + cooldownMs };
}

function cooldownSeconds(policy: RecordedPolicy['policy'], direction: 'out' | 'in'): number {
  if (policy.kind === 'step-scaling') return policy.cooldownSeconds;
  return direction === 'out' ? policy.scaleOutCooldownSeconds : policy.scaleInCooldownSeconds;
}
