import type { RecordedAlarm, RecordedPolicy, RecordedValue, ScalingRecord } from './scaling-record.ts';
import type { ToldDecision } from './told-decision.ts';

/** What the local control plane tells of the scaling of a service that AWS's APIs do not. */
export interface ToldScaling {
  /** How many times as fast metrics, alarms and cooldowns run. */
  readonly timeScale: number;
  readonly decisions: readonly ToldDecision[];
  /** The values that each alarm judged, by its name, at a time scale. The oldest first. */
  readonly values: Readonly<Record<string, readonly RecordedValue[]>>;
  /** The tasks that ran in each minute, which a time scale shortens. The oldest first. */
  readonly tasks: readonly RecordedValue[];
}

/**
 * The record of a service in the time of the control plane: a time scale shortens periods to lengths that the API cannot be
 * asked for, so that their values come from the control plane.
 */
export function atTimeScale(
  record: ScalingRecord,
  { timeScale, values, tasks }: Pick<ToldScaling, 'timeScale' | 'values' | 'tasks'>,
): ScalingRecord {
  if (timeScale === 1) return record;
  const judged = (alarm: RecordedAlarm) => ({ ...alarm, values: values[alarm.alarmName] ?? [] });
  const policies = record.policies.map((policy): RecordedPolicy => {
    if ('alarm' in policy) return { ...policy, alarm: judged(policy.alarm) };
    const { high, low } = policy;
    return { ...policy, high: judged(high), ...(low === undefined ? {} : { low: judged(low) }) };
  });
  return { ...record, timeScale, policies, tasks };
}
