import { z } from 'zod';
import type { ScalingPolicy } from '../../model/scaling.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, number, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';

const predefined = z.object({ PredefinedMetricType: text, ResourceLabel: text.optional() });

const customized = z.object({
  Namespace: z.string('metric math is not evaluated locally; name one metric'),
  MetricName: text,
  Statistic: text,
  Dimensions: z.array(z.object({ Name: text, Value: text })).default([]),
});

const tracking = z.object({
  TargetValue: number,
  // ECS services scale with 300 s both ways where a policy does not say otherwise.
  ScaleInCooldown: number.default(300),
  ScaleOutCooldown: number.default(300),
  DisableScaleIn: flag.default(false),
  PredefinedMetricSpecification: predefined.optional(),
  CustomizedMetricSpecification: customized.optional(),
});

const schema = z.object({
  PolicyName: text,
  PolicyType: z.literal('TargetTrackingScaling', 'only target tracking is evaluated locally'),
  ScalingTargetId: text.optional(),
  ResourceId: text.optional(),
  ScalableDimension: text.optional(),
  TargetTrackingScalingPolicyConfiguration: tracking,
});

interface Target {
  readonly ref: string;
  readonly resourceId: string;
  readonly dimension: string;
}

/** The policies of a target: a policy names it by `ScalingTargetId` alone, or by resource and dimension. */
export function readScalingPolicies(template: ResolvedTemplate, target: Target): readonly ScalingPolicy[] {
  return resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalingPolicy')
    .map((resource) => ({ resource, properties: readProperties(resource, schema) }))
    .filter(({ properties }) => isFor(target, properties))
    .map(({ resource, properties }) => toPolicy(resource, properties));
}

function isFor(target: Target, properties: z.output<typeof schema>): boolean {
  if (properties.ScalingTargetId !== undefined) return properties.ScalingTargetId === target.ref;
  return properties.ResourceId === target.resourceId && properties.ScalableDimension === target.dimension;
}

function toPolicy(resource: ResolvedResource, properties: z.output<typeof schema>): ScalingPolicy {
  const config = properties.TargetTrackingScalingPolicyConfiguration;
  return {
    logicalId: resource.logicalId,
    name: properties.PolicyName,
    targetValue: config.TargetValue,
    scaleInCooldownSeconds: config.ScaleInCooldown,
    scaleOutCooldownSeconds: config.ScaleOutCooldown,
    disableScaleIn: config.DisableScaleIn,
    metric: toMetric(resource, config),
  };
}

function toMetric(resource: ResolvedResource, config: z.output<typeof tracking>): ScalingPolicy['metric'] {
  const { PredefinedMetricSpecification: known, CustomizedMetricSpecification: own } = config;
  if (known !== undefined) {
    return present({
      kind: 'predefined' as const,
      type: known.PredefinedMetricType,
      resourceLabel: known.ResourceLabel,
    });
  }
  if (own === undefined) {
    throw badProperty(resource, ['TargetTrackingScalingPolicyConfiguration'], 'it names no metric');
  }
  return {
    kind: 'custom',
    namespace: own.Namespace,
    metricName: own.MetricName,
    statistic: own.Statistic,
    dimensions: Object.fromEntries(own.Dimensions.map(({ Name, Value }) => [Name, Value])),
  };
}
