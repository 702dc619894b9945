import type { AlarmRule } from '../alarms/alarm.ts';
import type { TargetTrackingPolicy } from './scaling-policy.ts';

/** The alarms that Application Auto Scaling makes for a target tracking policy. */
export interface TrackingAlarms {
  readonly high: AlarmRule;
  /** Absent where the policy must not scale in. */
  readonly low?: AlarmRule;
}

/**
 * Over the target three times, and under nine tenths of it for 15 minutes, or for 10 of them with 20-second metrics.
 * AWS does not document these numbers: they were seen in accounts.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export function trackingAlarms(policy: TargetTrackingPolicy): TrackingAlarms {
  const { targetValue, periodSeconds, disableScaleIn } = policy;
  const alarm = { periodSeconds, treatMissingData: 'missing' } as const;
  const lowPeriods = periodSeconds < 60 ? 30 : 15;
  const high = {
    ...alarm,
    ...{ threshold: targetValue, comparisonOperator: 'GreaterThanThreshold' as const },
    ...allOf(3),
  };
  if (disableScaleIn) return { high };
  const low = {
    ...alarm,
    ...{ threshold: (9 * targetValue) / 10, comparisonOperator: 'LessThanThreshold' as const },
    ...allOf(lowPeriods),
  };
  return { high, low };
}

function allOf(evaluationPeriods: number) {
  return { evaluationPeriods, datapointsToAlarm: evaluationPeriods };
}
