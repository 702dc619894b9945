import type { AlarmState } from '../../../local/scaling/alarms/alarm.ts';
import type {
  StepScalingPolicy,
  TargetTrackingPolicy,
} from '../../../local/scaling/policies/scaling-policy.ts';
import { stepPolicy, trackingPolicy } from '../../../local/scaling/testing/situations.ts';
import type {
  RecordedActivity,
  RecordedAlarm,
  RecordedPolicy,
  RecordedValue,
} from '../../../local/scaling/words/scaling-record.ts';
import { at } from './test-times.ts';

/** The states of an alarm by the times from which they last; it is OK before. */
export type States = Readonly<Record<string, AlarmState>>;

export function alarm(
  alarmName: string,
  states: States,
  values: readonly RecordedValue[],
  changes: Partial<RecordedAlarm> = {},
): RecordedAlarm {
  const entries = Object.entries(states);
  const transitions = entries.map(([time, to], index) => ({
    atMs: at(time),
    from: entries[index - 1]?.[1] ?? ('OK' as const),
    to,
  }));
  return {
    ...{ alarmName, threshold: 70, periodSeconds: 60, metricName: 'CPUUtilization' },
    ...{ state: entries.at(-1)?.[1] ?? 'OK', areActionsDisabled: false, transitions, values },
    ...changes,
  };
}

/** A target tracking policy with the states of its alarms. */
export function tracking(
  policy: Partial<TargetTrackingPolicy>,
  values: readonly RecordedValue[],
  { high = {}, low = {} }: { readonly high?: States; readonly low?: States } = {},
  changes: Partial<RecordedAlarm> = {},
): RecordedPolicy & { readonly high: RecordedAlarm } {
  const full = trackingPolicy({ scaleOutCooldownSeconds: 60, ...policy });
  const { policyName, targetValue, disableScaleIn, periodSeconds } = full;
  const common = { periodSeconds, ...changes };
  return {
    policy: full,
    high: alarm(`${policyName}-high`, high, values, { ...common, threshold: targetValue }),
    ...(disableScaleIn
      ? {}
      : { low: alarm(`${policyName}-low`, low, values, { ...common, threshold: 0.9 * targetValue }) }),
  };
}

/** A step scaling policy by its alarm, which is at or above 50 for one minute unless a rule is given. */
export function stepping(
  policy: Partial<StepScalingPolicy>,
  values: readonly RecordedValue[],
  states: States = {},
  changes: Partial<RecordedAlarm> = {},
): RecordedPolicy {
  const full = stepPolicy({ cooldownSeconds: 60, ...policy });
  const watched = { threshold: 50, metricName: 'QueueDepth', ...changes };
  return { policy: full, alarm: alarm(`${full.policyName}-alarm`, states, values, watched) };
}

/** A change of the desired count by a policy, from a time until as many tasks ran. */
export function setDesired(
  to: number,
  policyName: string,
  from: string,
  until?: string,
  changes: Partial<RecordedActivity> = {},
): RecordedActivity {
  return {
    ...{ startMs: at(from), description: `Setting desired count to ${to}.`, notScaled: [] },
    cause: `monitor alarm ${policyName}-high in state ALARM triggered policy ${policyName}`,
    ...(until === undefined ? { status: 'InProgress' } : { status: 'Successful', endMs: at(until) }),
    ...changes,
  };
}
