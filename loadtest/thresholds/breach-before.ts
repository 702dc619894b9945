import { breaches } from '../../local/scaling/alarms/alarm.ts';
import type { RecordedChange } from '../../local/scaling/words/recorded-changes.ts';
import type {
  RecordedAlarm,
  RecordedPolicy,
  ScalingRecord,
} from '../../local/scaling/words/scaling-record.ts';

/**
 * Periods before an alarm in which its metric may be past the breach already: an alarm sees a metric up to 150 s late.
 * Assumed: see `local/scaling/simulation/simulation.ts`.
 */
const unseenPeriods = 5;

/**
 * When the metric began to breach the alarm that made a scale-out: the start of the first of the breaching periods in a
 * row, in milliseconds since the epoch. Undefined where no alarm made it, or its metric has no values.
 */
export function breachBefore(
  { startMs, policyName }: RecordedChange,
  scaling: ScalingRecord,
): number | undefined {
  const policy = scaling.policies.find((each) => each.policy.policyName === policyName);
  if (policy === undefined) return undefined;
  const alarm = alarmOf(policy);
  const alarmMs = alarmSince(alarm, startMs);
  const unseenMs = (unseenPeriods * alarm.periodSeconds * 1000) / scaling.timeScale;
  const earlier = alarm.values.filter((value) => value.startMs < alarmMs).toReversed();
  const isBreach = breachIn(policy, alarm);
  const last = earlier.findIndex(({ value }) => isBreach(value));
  if (last === -1 || (earlier[last]?.startMs ?? 0) < alarmMs - unseenMs) return undefined;
  const end = earlier.findIndex(({ value }, index) => index > last && !isBreach(value));
  return earlier.slice(last, end === -1 ? undefined : end).at(-1)?.startMs;
}

/** Since when the alarm had been in the state ALARM at a time; that time itself where this is not recorded. */
function alarmSince({ transitions }: RecordedAlarm, atMs: number): number {
  const transition = transitions.findLast((each) => each.atMs <= atMs);
  return transition?.to === 'ALARM' ? transition.atMs : atMs;
}

function alarmOf(policy: RecordedPolicy): RecordedAlarm {
  return 'alarm' in policy ? policy.alarm : policy.high;
}

/** By the rule of the alarm; where it is not known, a policy whose steps are all below its threshold adds tasks there. */
function breachIn(policy: RecordedPolicy, { rule, threshold }: RecordedAlarm): (value: number) => boolean {
  if (rule !== undefined) return (value) => breaches(rule, value);
  const isBelow =
    'alarm' in policy &&
    policy.policy.steps.every(({ upperBound }) => upperBound !== undefined && upperBound <= 0);
  if (isBelow) return (value) => value <= threshold;
  return 'alarm' in policy ? (value) => value >= threshold : (value) => value > threshold;
}
