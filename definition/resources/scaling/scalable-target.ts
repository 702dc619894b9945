import { z } from 'zod';
import type { Service } from '../../model/ecs.ts';
import type { ScalableTarget, SuspendedState } from '../../model/scaling.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { rejectMissingResolution } from './high-resolution.ts';
import { readScalingPolicies } from './scaling-policy.ts';
import { capacity, scheduledAction, toScheduledAction } from './scheduled-action.ts';
import { scalableDimension, serviceNamespace } from './service-capacity.ts';

const suspendedState = z.strictObject({
  DynamicScalingInSuspended: flag.optional(),
  DynamicScalingOutSuspended: flag.optional(),
  ScheduledScalingSuspended: flag.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-applicationautoscaling-scalabletarget.html */
export const scalableTargetSchema = z.strictObject({
  ResourceId: text,
  ScalableDimension: scalableDimension,
  ServiceNamespace: serviceNamespace,
  MinCapacity: capacity,
  MaxCapacity: capacity,
  RoleARN: recorded('The control plane does not need a role to update a service.', text),
  ScheduledActions: uniqueList(scheduledAction, 'ScheduledActionName')
    .max(200, 'a scalable target has at most 200 scheduled actions')
    .default([]),
  SuspendedState: suspendedState.default({}),
  Tags: keyValues.optional(),
});

type Services = readonly Pick<Service, 'name' | 'cluster' | 'monitoring'>[];

/**
 * Scalable targets of ECS services, with their policies. Assumed: a target for a service that the template does not
 * have is a mistake.
 */
export function readScalableTargets(
  template: ResolvedTemplate,
  services: Services,
): readonly ScalableTarget[] {
  const resources = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalableTarget');
  const targets = resources.map((resource) => readScalableTarget(resource, services));
  const policies = readScalingPolicies(
    template,
    targets.map(({ logicalId, resourceId }) => ({
      ref: String(template.values(logicalId, 'Ref')),
      resourceId,
    })),
  );
  for (const { resource, resourceId, policy } of policies) {
    rejectMissingResolution(resource, policy, serviceWithId(services, resourceId));
  }
  return targets.map((target) => ({
    ...target,
    policies: policies
      .filter(({ resourceId }) => resourceId === target.resourceId)
      .map(({ policy }) => policy),
  }));
}

function readScalableTarget(
  resource: ResolvedResource,
  services: Services,
): Omit<ScalableTarget, 'policies'> {
  const properties = readProperties(resource, scalableTargetSchema);
  const { ResourceId: resourceId, MinCapacity: minCapacity, MaxCapacity: maxCapacity } = properties;
  if (maxCapacity < minCapacity) {
    throw badProperty(resource, ['MaxCapacity'], `expected at least MinCapacity, which is ${minCapacity}`);
  }
  if (serviceWithId(services, resourceId) === undefined) {
    throw badProperty(resource, ['ResourceId'], 'the template has no such service');
  }
  return {
    logicalId: resource.logicalId,
    resourceId,
    minCapacity,
    maxCapacity,
    suspended: toSuspended(properties.SuspendedState),
    ...present({ tags: properties.Tags }),
    scheduledActions: properties.ScheduledActions.map(toScheduledAction),
  };
}

function serviceWithId(services: Services, resourceId: string): Services[number] | undefined {
  return services.find(({ cluster, name }) => `service/${cluster}/${name}` === resourceId);
}

function toSuspended(written: z.output<typeof suspendedState>): SuspendedState {
  return {
    dynamicScalingIn: written.DynamicScalingInSuspended ?? false,
    dynamicScalingOut: written.DynamicScalingOutSuspended ?? false,
    scheduledScaling: written.ScheduledScalingSuspended ?? false,
  };
}
