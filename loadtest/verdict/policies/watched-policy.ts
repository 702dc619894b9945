import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import type {
  StepScalingPolicy,
  TargetTrackingPolicy,
} from '../../../local/scaling/policies/scaling-policy.ts';
import { trackingAlarms } from '../../../local/scaling/policies/tracking-alarms.ts';
import type {
  RecordedAlarm,
  RecordedPolicy,
  ScalingRecord,
} from '../../../local/scaling/words/scaling-record.ts';
import type { DefinedPolicy } from '../defined-scaling.ts';
import { type WatchedAlarm, watchAlarm } from './watched-alarm.ts';

/** A policy with the alarms by which it goes. */
export type WatchedPolicy =
  | { readonly policy: TargetTrackingPolicy; readonly high: WatchedAlarm; readonly low?: WatchedAlarm }
  | { readonly policy: StepScalingPolicy; readonly alarm: WatchedAlarm };

/** The policies of a service, in the order of its record. */
export function watchPolicies(
  { policies, timeScale }: ScalingRecord,
  defined: readonly DefinedPolicy[],
): readonly WatchedPolicy[] {
  return policies.map((recorded) => {
    const rule = defined.find(({ policyName }) => policyName === recorded.policy.policyName)?.alarm;
    return watchPolicy(recorded, rule, timeScale);
  });
}

function watchPolicy(
  recorded: RecordedPolicy,
  defined: AlarmRule | undefined,
  timeScale: number,
): WatchedPolicy {
  if ('alarm' in recorded) {
    const { policy, alarm } = recorded;
    const rule = alarm.rule ?? defined ?? assumedRule(policy, alarm);
    return { policy, alarm: watchAlarm(alarm, rule, timeScale) };
  }
  const { policy, high, low } = recorded;
  const rules = trackingAlarms(policy);
  const watched = { policy, high: watchAlarm(high, high.rule ?? rules.high, timeScale) };
  const lowRule = low?.rule ?? rules.low;
  if (low === undefined || lowRule === undefined) return watched;
  return { ...watched, low: watchAlarm(low, lowRule, timeScale) };
}

/**
 * Assumed where neither the environment nor the definition tells: one period at or beyond the threshold, on the side on
 * which the policy has its steps. A policy with a step for any value removes tasks below the threshold, and adds them above.
 */
function assumedRule({ steps }: StepScalingPolicy, { threshold, periodSeconds }: RecordedAlarm): AlarmRule {
  const isBelow =
    steps.every(({ upperBound }) => upperBound !== undefined && upperBound <= 0) ||
    steps.every(({ lowerBound, scalingAdjustment }) => lowerBound === undefined && scalingAdjustment <= 0);
  return {
    ...{ threshold, periodSeconds, evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
    comparisonOperator: isBelow ? 'LessThanOrEqualToThreshold' : 'GreaterThanOrEqualToThreshold',
  };
}

/** All alarms of a policy, of which it has one at least. */
export function alarmsOfPolicy(watched: WatchedPolicy): readonly [WatchedAlarm, ...WatchedAlarm[]] {
  if ('alarm' in watched) return [watched.alarm];
  return watched.low === undefined ? [watched.high] : [watched.high, watched.low];
}

/** The alarm that makes a policy go one way; undefined for a target tracking policy that does not scale in. */
export function alarmFor(watched: WatchedPolicy, direction: 'out' | 'in'): WatchedAlarm | undefined {
  if ('alarm' in watched) return watched.alarm;
  return direction === 'out' ? watched.high : watched.low;
}
