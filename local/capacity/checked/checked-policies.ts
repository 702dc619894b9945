import type { AlarmDefinition, MetricAlarm, WatchedMetric } from '../../../definition/model/alarms.ts';
import type {
  ScalableTarget,
  ScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
} from '../../../definition/model/scaling.ts';
import type { AlarmRule } from '../../scaling/alarms/alarm.ts';
import type { CheckedMetric, CheckedPolicy } from '../../scaling/check/check-input.ts';
import { predefinedMetric, watchedMetric } from './checked-metric.ts';

/** The policies of a target as the rules and the simulation see them; predictive ones are never acted on. */
export function checkedPolicies(
  { policies }: ScalableTarget,
  alarms: readonly AlarmDefinition[],
): readonly CheckedPolicy[] {
  return policies.flatMap((policy) => checkedPolicy(policy, alarms) ?? []);
}

function checkedPolicy(policy: ScalingPolicy, alarms: readonly AlarmDefinition[]): CheckedPolicy | undefined {
  switch (policy.kind) {
    case 'target-tracking':
      return tracking(policy);
    case 'step-scaling':
      return steps(policy, alarmOf(policy.arn, alarms));
    case 'predictive':
      return undefined;
  }
}

function tracking({ logicalId, metric: tracked, ...given }: TargetTrackingPolicy): CheckedPolicy {
  const { metric, periodSeconds } =
    tracked.kind === 'predefined'
      ? predefinedMetric(tracked.type)
      : { metric: watchedMetric(tracked.watched), periodSeconds: periodOf(tracked.watched) };
  const { kind, policyName, targetValue, scaleOutCooldownSeconds, scaleInCooldownSeconds } = given;
  const { disableScaleIn } = given;
  const policy = {
    ...{ kind, policyName, targetValue, scaleOutCooldownSeconds, scaleInCooldownSeconds },
    ...{ disableScaleIn, periodSeconds },
  };
  return { logicalId, metric, policy };
}

const unknownMetric: CheckedMetric = { kind: 'custom', name: 'the metric of its alarm', isPerTask: false };

function steps(given: StepScalingPolicy, alarm: MetricAlarm | undefined): CheckedPolicy {
  const { kind, policyName, adjustmentType, cooldownSeconds } = given;
  const { minAdjustmentMagnitude, metricAggregationType } = given;
  const policy = {
    ...{ kind, policyName, adjustmentType, steps: given.steps, cooldownSeconds, metricAggregationType },
    ...(minAdjustmentMagnitude === undefined ? {} : { minAdjustmentMagnitude }),
  };
  const { logicalId } = given;
  if (alarm === undefined) return { logicalId, metric: unknownMetric, policy };
  return { logicalId, metric: watchedMetric(alarm.watched), policy, alarm: ruleOf(alarm) };
}

/** The alarm that has a policy as its action. */
function alarmOf(arn: string, alarms: readonly AlarmDefinition[]): MetricAlarm | undefined {
  return alarms.find(
    (alarm): alarm is Extract<AlarmDefinition, MetricAlarm> =>
      alarm.kind === 'metric' && alarm.alarmActions.includes(arn),
  );
}

function ruleOf(alarm: MetricAlarm): AlarmRule {
  const { threshold, comparisonOperator, evaluationPeriods } = alarm;
  return {
    ...{ threshold, comparisonOperator, evaluationPeriods, periodSeconds: periodOf(alarm.watched) },
    datapointsToAlarm: alarm.datapointsToAlarm ?? evaluationPeriods,
    treatMissingData: alarm.treatMissingData ?? 'missing',
  };
}

/** Of the query that gives the value, or of the metrics that it is computed from. */
function periodOf(watched: WatchedMetric): number {
  if (watched.kind === 'metric') return watched.periodSeconds;
  const { queries } = watched;
  const returned = queries.find(({ returnData }) => returnData);
  const metric = queries.find(({ metricStat }) => metricStat !== undefined)?.metricStat;
  return returned?.metricStat?.periodSeconds ?? returned?.periodSeconds ?? metric?.periodSeconds ?? 60;
}
