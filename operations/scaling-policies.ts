import { allPages } from '../aws/all-pages.ts';
import type { ApplicationAutoScaling, ScalingPolicy } from '../aws/scaling-types.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../local/scaling/policies/scaling-policy.ts';
import type { RecordedAlarm, RecordedPolicy } from '../local/scaling/words/scaling-record.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export async function readScalingPolicies(
  scaling: ApplicationAutoScaling,
  resourceId: string,
): Promise<readonly ScalingPolicy[]> {
  return await allPages(async (token) => {
    const page = await scaling.describeScalingPolicies({
      ServiceNamespace: 'ecs',
      ResourceId: resourceId,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { items: page.ScalingPolicies ?? [], next: page.NextToken };
  });
}

/** The names of the alarms of policies. */
export function alarmNamesOf(policies: readonly ScalingPolicy[]): readonly string[] {
  return policies.flatMap(({ Alarms = [] }) => Alarms.flatMap(({ AlarmName }) => AlarmName ?? []));
}

/** A policy with its alarms; undefined for one without any, which never acts (see `idlePolicy`), and for a predictive one. */
export function recordedPolicy(
  policy: ScalingPolicy,
  alarms: ReadonlyMap<string, RecordedAlarm>,
): RecordedPolicy | undefined {
  const own = alarmNamesOf([policy]).flatMap((name) => alarms.get(name) ?? []);
  if (policy.StepScalingPolicyConfiguration !== undefined) {
    const [alarm] = own;
    return alarm === undefined ? undefined : { policy: steps(policy), alarm };
  }
  const { TargetTrackingScalingPolicyConfiguration: configuration } = policy;
  if (configuration === undefined) return undefined;
  const high = own.find(({ alarmName }) => alarmName.includes('-AlarmHigh-'));
  const low = own.find(({ alarmName }) => alarmName.includes('-AlarmLow-'));
  if (high === undefined) return undefined;
  return { policy: tracking(policy, high), high, ...(low === undefined ? {} : { low }) };
}

/** A step scaling policy that is the action of no alarm. */
export function idlePolicy(
  policy: ScalingPolicy,
  alarms: ReadonlyMap<string, RecordedAlarm>,
): StepScalingPolicy | undefined {
  const isStep = policy.StepScalingPolicyConfiguration !== undefined;
  return isStep && !alarmNamesOf([policy]).some((name) => alarms.has(name)) ? steps(policy) : undefined;
}

/** Application Auto Scaling's own for services. */
const defaultCooldownSeconds = 300;

function tracking(
  { PolicyName = '', TargetTrackingScalingPolicyConfiguration: given }: ScalingPolicy,
  { periodSeconds }: RecordedAlarm,
): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    policyName: PolicyName,
    targetValue: given?.TargetValue ?? 0,
    scaleOutCooldownSeconds: given?.ScaleOutCooldown ?? defaultCooldownSeconds,
    scaleInCooldownSeconds: given?.ScaleInCooldown ?? defaultCooldownSeconds,
    disableScaleIn: given?.DisableScaleIn ?? false,
    periodSeconds,
  };
}

function steps({ PolicyName = '', StepScalingPolicyConfiguration: given }: ScalingPolicy): StepScalingPolicy {
  const { StepAdjustments = [], MinAdjustmentMagnitude: least } = given ?? {};
  return {
    kind: 'step-scaling',
    policyName: PolicyName,
    adjustmentType: given?.AdjustmentType ?? 'ChangeInCapacity',
    steps: StepAdjustments.map(
      ({ MetricIntervalLowerBound, MetricIntervalUpperBound, ScalingAdjustment }) => ({
        ...(MetricIntervalLowerBound === undefined ? {} : { lowerBound: MetricIntervalLowerBound }),
        ...(MetricIntervalUpperBound === undefined ? {} : { upperBound: MetricIntervalUpperBound }),
        scalingAdjustment: ScalingAdjustment ?? 0,
      }),
    ),
    cooldownSeconds: given?.Cooldown ?? defaultCooldownSeconds,
    ...(least === undefined ? {} : { minAdjustmentMagnitude: least }),
  };
}
