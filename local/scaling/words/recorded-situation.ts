import type { AlarmState } from '../alarms/alarm.ts';
import {
  type AlarmReading,
  type Cooldown,
  noAlarm,
  type PolicySituation,
  type Situation,
} from '../decisions/situation.ts';
import { lastBefore, startOf, timeOf } from './in-order.ts';
import { newestValue } from './newest-value.ts';
import type { RecordedChange } from './recorded-changes.ts';
import { cooldownAt } from './recorded-cooldown.ts';
import { runningAt } from './running-tasks.ts';
import type { RecordedAlarm, RecordedPolicy, ScalingRecord } from './scaling-record.ts';

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
    policies: [
      ...record.policies.map((policy) => policyAt(record, policy, changes, nowMs)),
      ...(record.idlePolicies ?? []).map((policy) => ({ policy, alarm: noAlarm, threshold: 0 })),
    ],
  };
}

/** Without a change before it is what tasks ran then; without any change it has always been what it is now. */
function desiredAt(record: ScalingRecord, changes: readonly RecordedChange[], nowMs: number): number {
  const last = changes[lastBefore(changes, startOf, nowMs)];
  if (last !== undefined) return last.to;
  return changes.length === 0 ? record.desiredCount : (runningAt(record, nowMs) ?? record.desiredCount);
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
  const value = newestValue(values, { periodSeconds, timeScale }, nowMs);
  const read = { alarmName, areActionsDisabled, state: stateAt(alarm, nowMs) };
  return value === undefined ? read : { ...read, value };
}
