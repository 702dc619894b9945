import { z } from 'zod';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { rejectDuplicates } from '../../properties/reject-duplicates.ts';
import { flag, number, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { dimensions, metricQueries } from './metric-query.ts';
import { predictiveScaling } from './predictive-scaling.ts';
import { stepAdjustments } from './step-adjustments.ts';

const why = 'Scaling policies are not evaluated.';

const statistic = z.enum(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum']);

const customized = z
  .strictObject({
    Namespace: text.optional(),
    MetricName: text.optional(),
    Statistic: statistic.optional(),
    Unit: text.optional(),
    Dimensions: dimensions.optional(),
    Metrics: metricQueries.optional(),
  })
  .refine(
    ({ Metrics, MetricName, Namespace, Statistic }) =>
      (Metrics === undefined) === [MetricName, Namespace, Statistic].every((each) => each !== undefined),
    'expected either Metrics, or Namespace, MetricName and Statistic',
  );

const seconds = wholeNumber(0, 2_147_483_647);

/** Those of ECS. @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
const predefined = z
  .strictObject({
    PredefinedMetricType: z.enum([
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageMemoryUtilization',
      'ECSServiceAverageCPUUtilizationHighResolution',
      'ECSServiceAverageMemoryUtilizationHighResolution',
      'ALBRequestCountPerTarget',
    ]),
    ResourceLabel: text.optional(),
  })
  .refine(
    ({ PredefinedMetricType: type, ResourceLabel: label }) =>
      (type === 'ALBRequestCountPerTarget') === (label !== undefined),
    {
      error: 'it is required for ALBRequestCountPerTarget, and not allowed otherwise',
      path: ['ResourceLabel'],
    },
  );

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const targetTracking = z
  .strictObject({
    TargetValue: number,
    ScaleInCooldown: seconds.optional(),
    ScaleOutCooldown: seconds.optional(),
    DisableScaleIn: flag.optional(),
    PredefinedMetricSpecification: predefined.optional(),
    CustomizedMetricSpecification: customized.optional(),
  })
  .refine(
    ({ PredefinedMetricSpecification: known, CustomizedMetricSpecification: own }) =>
      (known === undefined) !== (own === undefined),
    'expected either PredefinedMetricSpecification or CustomizedMetricSpecification',
  );

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
const stepScaling = z.strictObject({
  AdjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']).optional(),
  Cooldown: seconds.optional(),
  MetricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']).optional(),
  MinAdjustmentMagnitude: number.optional(),
  StepAdjustments: stepAdjustments.optional(),
});

const configurations = {
  TargetTrackingScaling: 'TargetTrackingScalingPolicyConfiguration',
  StepScaling: 'StepScalingPolicyConfiguration',
  PredictiveScaling: 'PredictiveScalingPolicyConfiguration',
} as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-applicationautoscaling-scalingpolicy.html */
export const scalingPolicySchema = z.strictObject({
  PolicyName: recorded(why, text),
  PolicyType: recorded(why, z.enum(['TargetTrackingScaling', 'StepScaling', 'PredictiveScaling'])),
  ScalingTargetId: recorded(why, text),
  ResourceId: recorded(why, text),
  ScalableDimension: recorded(why, text),
  ServiceNamespace: recorded(why, text),
  TargetTrackingScalingPolicyConfiguration: recorded(why, targetTracking),
  StepScalingPolicyConfiguration: recorded(why, stepScaling),
  PredictiveScalingPolicyConfiguration: recorded(why, predictiveScaling),
});

type Properties = z.output<typeof scalingPolicySchema>;

interface Policy {
  readonly resource: ResolvedResource;
  readonly properties: Properties;
}

/** What a policy names its target by: `ScalingTargetId` alone, or the resource. */
interface Target {
  readonly ref: string;
  readonly resourceId: string;
}

/** Fails for a policy that Application Auto Scaling would not take, or whose target the template does not have. */
export function checkScalingPolicies(template: ResolvedTemplate, targets: readonly Target[]): void {
  const policies = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').map(
    (resource) => ({
      resource,
      properties: readProperties(resource, scalingPolicySchema),
    }),
  );
  for (const { resource, properties } of policies) {
    checkConfiguration(resource, properties);
    checkTarget(resource, properties, targets);
  }
  rejectSharedMetrics(policies, targets);
}

/** Only one target tracking policy for a given metric specification is allowed. */
function rejectSharedMetrics(policies: readonly Policy[], targets: readonly Target[]): void {
  const tracking = 'TargetTrackingScalingPolicyConfiguration';
  const tracked = policies.filter(({ properties }) => properties[tracking] !== undefined);
  rejectDuplicates(tracked, tracking, ({ properties }) => {
    const { PredefinedMetricSpecification: known, CustomizedMetricSpecification: own } =
      properties[tracking] ?? {};
    const target = targets.find(({ ref }) => ref === properties.ScalingTargetId)?.resourceId;
    return JSON.stringify([target ?? properties.ResourceId, known ?? own]);
  });
}

function checkConfiguration(resource: ResolvedResource, properties: Properties): void {
  const wanted = Object.entries(configurations).find(([type]) => type === properties.PolicyType)?.[1];
  if (wanted === undefined) throw badProperty(resource, ['PolicyType'], 'a policy needs a type');
  if (properties[wanted] === undefined) {
    throw badProperty(resource, [wanted], `a policy of type ${String(properties.PolicyType)} needs one`);
  }
}

function checkTarget(
  resource: ResolvedResource,
  { ScalingTargetId: ref, ResourceId: resourceId }: Properties,
  targets: readonly Target[],
): void {
  const isFor = (target: Target) =>
    ref === undefined ? target.resourceId === resourceId : target.ref === ref;
  if (targets.some(isFor)) return;
  const named = ref === undefined ? 'ResourceId' : 'ScalingTargetId';
  throw badProperty(resource, [named], 'the template has no such scalable target');
}
