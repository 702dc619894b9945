import { z } from 'zod';
import type { ScalableTarget } from '../../model/scaling.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text } from '../../properties/scalars.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';
import { readScalingPolicies } from './scaling-policy.ts';

const schema = z.object({
  ResourceId: text,
  ScalableDimension: text,
  ServiceNamespace: text,
  MinCapacity: number,
  MaxCapacity: number,
});

/** Scalable targets of ECS services with their target-tracking policies. */
export function readScalableTargets(template: ResolvedTemplate): readonly ScalableTarget[] {
  return resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalableTarget').map((resource) => {
    const properties = readProperties(resource, schema);
    return {
      logicalId: resource.logicalId,
      resourceId: properties.ResourceId,
      scalableDimension: properties.ScalableDimension,
      minCapacity: properties.MinCapacity,
      maxCapacity: properties.MaxCapacity,
      policies: readScalingPolicies(template, {
        ref: String(template.values(resource.logicalId, 'Ref')),
        resourceId: properties.ResourceId,
        dimension: properties.ScalableDimension,
      }),
    };
  });
}
