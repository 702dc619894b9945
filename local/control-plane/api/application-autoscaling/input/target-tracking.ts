import { z } from 'zod';
import { predefinedMetricTypes } from '../../../../../definition/model/predefined-metrics.ts';
import type { TargetTrackingPolicy, TrackedMetric } from '../../../../../definition/model/scaling.ts';
import { trackedMetricKey } from '../../../../../definition/model/tracked-metric-key.ts';
import type { ScalableTargetRecord } from '../../../model/scaling-state.ts';
import { invalid } from '../errors.ts';
import { customizedMetric, watchedBy } from './customized-metric.ts';
import type { PolicyName } from './policy-name.ts';

const seconds = z.int().optional();

/** Those of ECS. @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
const predefinedMetric = z.object({
  PredefinedMetricType: z.enum(predefinedMetricTypes),
  ResourceLabel: z.string().optional(),
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
export const targetTracking = z.object({
  TargetValue: z.number(),
  PredefinedMetricSpecification: predefinedMetric.optional(),
  CustomizedMetricSpecification: customizedMetric.optional(),
  ScaleOutCooldown: seconds,
  ScaleInCooldown: seconds,
  DisableScaleIn: z.boolean().optional(),
});

type Configuration = z.output<typeof targetTracking>;

/** Of a policy of ECS that says nothing of it. */
const defaultCooldownSeconds = 300;

/** The policy of a configuration. Raises `ValidationException`. */
export function trackingPolicyOf(name: PolicyName, configuration: Configuration): TargetTrackingPolicy {
  const { TargetValue, ScaleOutCooldown, ScaleInCooldown, DisableScaleIn } = configuration;
  requireTargetValue(TargetValue);
  for (const cooldown of [ScaleOutCooldown, ScaleInCooldown]) requireCooldown(cooldown);
  return {
    kind: 'target-tracking',
    ...name,
    targetValue: TargetValue,
    scaleOutCooldownSeconds: ScaleOutCooldown ?? defaultCooldownSeconds,
    scaleInCooldownSeconds: ScaleInCooldown ?? defaultCooldownSeconds,
    disableScaleIn: DisableScaleIn ?? false,
    metric: metricOf(configuration),
  };
}

export function requireCooldown(seconds: number | undefined): void {
  if (seconds !== undefined && seconds < 0) throw invalid('Cooldown must be nonnegative');
}

function requireTargetValue(value: number): void {
  if (value >= 8.51592e-109 && value <= 1.174271e108) return;
  const shown = Number.isInteger(value) ? value.toFixed(1) : String(value);
  throw invalid(
    `For target tracking scaling, target value must be between '8.51592E-109' and '1.174271E108', but was '${shown}'.`,
  );
}

function metricOf({
  PredefinedMetricSpecification: predefined,
  CustomizedMetricSpecification: customized,
}: Configuration): TrackedMetric {
  if (predefined !== undefined && customized !== undefined) {
    throw invalid(
      'Only one of PredefinedMetricSpecification or CustomizedMetricSpecification can be set for target tracking scaling.',
    );
  }
  if (customized !== undefined) return { kind: 'customized', watched: watchedBy(customized) };
  if (predefined === undefined) {
    throw invalid(
      'PredefinedMetricSpecification or CustomizedMetricSpecification must be set for target tracking scaling.',
    );
  }
  const { PredefinedMetricType: type, ResourceLabel: resourceLabel } = predefined;
  requireLabel(type, resourceLabel);
  return { kind: 'predefined', type, ...(resourceLabel === undefined ? {} : { resourceLabel }) };
}

/** The ends of the ARNs of a load balancer and of a target group. */
const labelPattern = /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/;

/** Assumed: the words for a metric that takes none are those for a wrong one. */
function requireLabel(type: string, label: string | undefined): void {
  const needsLabel = type === 'ALBRequestCountPerTarget';
  if (label === undefined) {
    if (!needsLabel) return;
    throw invalid(`Resource label should be specified for predefined metric type ${type}`);
  }
  if (needsLabel && labelPattern.test(label)) return;
  throw invalid(`Invalid resource label '${label}' for predefined metric type ${type}`);
}

/** Raises `ValidationException` where another policy of the target tracks the same metric. */
export function requireOwnMetric(
  { policies }: ScalableTargetRecord,
  { policyName, metric }: TargetTrackingPolicy,
): void {
  const isTaken = Object.values(policies).some(
    ({ policy }) =>
      policy.kind === 'target-tracking' &&
      policy.policyName !== policyName &&
      trackedMetricKey(policy.metric) === trackedMetricKey(metric),
  );
  if (!isTaken) return;
  throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
}
