import { z } from 'zod';
import type { ScalingPolicy } from '../../model/scaling.ts';
import { trackedMetricKey } from '../../model/tracked-metric-key.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { rejectDuplicates } from '../../properties/reject-duplicates.ts';
import { text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import type { CommonPolicy } from './common-policy.ts';
import { predictiveScaling } from './predictive-scaling.ts';
import { scalableDimension, serviceNamespace } from './service-capacity.ts';
import { stepScaling, toStepScaling } from './step-scaling.ts';
import { targetTracking, toTargetTracking } from './target-tracking.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-applicationautoscaling-scalingpolicy.html */
export const scalingPolicySchema = z.strictObject({
  PolicyName: text.refine((name) => name.length >= 1 && name.length <= 256, 'expected 1 to 256 characters'),
  PolicyType: z.enum(['TargetTrackingScaling', 'StepScaling', 'PredictiveScaling']),
  ScalingTargetId: text.optional(),
  ResourceId: text.optional(),
  ScalableDimension: scalableDimension.optional(),
  ServiceNamespace: serviceNamespace.optional(),
  TargetTrackingScalingPolicyConfiguration: targetTracking.optional(),
  StepScalingPolicyConfiguration: stepScaling.optional(),
  PredictiveScalingPolicyConfiguration: recorded(
    'Predictive policies never act: how their forecast is made is not published.',
    predictiveScaling,
  ),
});

type Properties = z.output<typeof scalingPolicySchema>;

/** What a policy names its target by: `ScalingTargetId` alone, or the resource. */
interface Target {
  readonly ref: string;
  readonly resourceId: string;
}

/** A policy of a template, and the resource that it scales. */
export interface PolicyOfTarget {
  readonly resource: ResolvedResource;
  readonly resourceId: string;
  readonly policy: ScalingPolicy;
}

/** Fails for a policy that Application Auto Scaling would not take, or whose target the template does not have. */
export function readScalingPolicies(
  template: ResolvedTemplate,
  targets: readonly Target[],
): readonly PolicyOfTarget[] {
  const policies = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').map((resource) => {
    const properties = readProperties(resource, scalingPolicySchema);
    const { logicalId } = resource;
    const arn = String(template.values(logicalId, 'Ref'));
    const common = { logicalId, arn, policyName: properties.PolicyName };
    const { resourceId } = targetOf(resource, properties, targets);
    return { resource, resourceId, policy: toPolicy(resource, properties, common) };
  });
  rejectShared(policies);
  return policies;
}

/**
 * Names are unique within a target, and only one target tracking policy for a given metric specification is
 * allowed.
 */
function rejectShared(policies: readonly PolicyOfTarget[]): void {
  rejectDuplicates(policies, 'PolicyName', ({ resourceId, policy }) =>
    JSON.stringify([resourceId, policy.policyName]),
  );
  const tracking = policies.flatMap(({ resource, resourceId, policy }) =>
    policy.kind === 'target-tracking' ? [{ resource, resourceId, metric: policy.metric }] : [],
  );
  rejectDuplicates(tracking, 'TargetTrackingScalingPolicyConfiguration', ({ resourceId, metric }) =>
    JSON.stringify([resourceId, trackedMetricKey(metric)]),
  );
}

function toPolicy(resource: ResolvedResource, properties: Properties, common: CommonPolicy): ScalingPolicy {
  rejectOtherConfigurations(resource, properties);
  switch (properties.PolicyType) {
    case 'TargetTrackingScaling':
      return toTargetTracking(
        common,
        requireOne(resource, properties, 'TargetTrackingScalingPolicyConfiguration'),
      );
    case 'StepScaling':
      return toStepScaling(common, requireOne(resource, properties, 'StepScalingPolicyConfiguration'));
    case 'PredictiveScaling':
      requireOne(resource, properties, 'PredictiveScalingPolicyConfiguration');
      return { kind: 'predictive', ...common };
  }
}

type Configuration = Extract<keyof Properties, `${string}Configuration`>;

const configurations: readonly Configuration[] = [
  'TargetTrackingScalingPolicyConfiguration',
  'StepScalingPolicyConfiguration',
  'PredictiveScalingPolicyConfiguration',
];

function rejectOtherConfigurations(resource: ResolvedResource, properties: Properties): void {
  const { PolicyType: type } = properties;
  const other = configurations.find((name) => properties[name] !== undefined && !name.startsWith(type));
  if (other !== undefined) throw badProperty(resource, [other], `a policy of type ${type} has none`);
}

function requireOne<Name extends Configuration>(
  resource: ResolvedResource,
  properties: Properties,
  name: Name,
): NonNullable<Properties[Name]> {
  const configuration = properties[name];
  if (configuration) return configuration;
  throw badProperty(resource, [name], `a policy of type ${properties.PolicyType} needs one`);
}

function targetOf(
  resource: ResolvedResource,
  { ScalingTargetId: ref, ResourceId: resourceId }: Properties,
  targets: readonly Target[],
): Target {
  const named = ref === undefined ? 'ResourceId' : 'ScalingTargetId';
  if (ref !== undefined && resourceId !== undefined) {
    throw badProperty(resource, ['ResourceId'], 'a policy has either ScalingTargetId or ResourceId');
  }
  const target = targets.find((each) =>
    ref === undefined ? each.resourceId === resourceId : each.ref === ref,
  );
  if (target !== undefined) return target;
  throw badProperty(resource, [named], 'the template has no such scalable target');
}
