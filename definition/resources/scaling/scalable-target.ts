import { z } from 'zod';
import type { ScalableTarget } from '../../model/scaling.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, number, text } from '../../properties/scalars.ts';
import { recorded, withoutValues } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { checkScalingPolicies } from './scaling-policy.ts';

const count = number.refine(
  (value) => Number.isInteger(value) && value >= 0,
  'expected a whole number of at least 0',
);

const notSuspended = 'Scaling policies are not evaluated, so there is nothing to suspend.';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html */
const scheduledAction = z.strictObject({
  ScheduledActionName: text,
  Schedule: text.refine(
    (schedule) => /^(at|rate|cron)\(.+\)$/.test(schedule),
    'expected at(...), rate(...) or cron(...)',
  ),
  Timezone: text.optional(),
  StartTime: text.optional(),
  EndTime: text.optional(),
  ScalableTargetAction: z
    .strictObject({ MinCapacity: count.optional(), MaxCapacity: count.optional() })
    .refine(({ MinCapacity = 0, MaxCapacity = Infinity }) => MinCapacity <= MaxCapacity, {
      error: 'expected at least MinCapacity',
      path: ['MaxCapacity'],
    })
    .optional(),
});

const suspendedState = z.strictObject({
  DynamicScalingInSuspended: flag.optional(),
  DynamicScalingOutSuspended: flag.optional(),
  ScheduledScalingSuspended: flag.optional(),
});

const servicesAlone = 'only services of ECS are scaled locally';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
const otherNamespaces = [
  'appstream',
  'cassandra',
  'comprehend',
  'custom-resource',
  'dynamodb',
  'ec2',
  'elasticache',
  'elasticmapreduce',
  'kafka',
  'lambda',
  'neptune',
  'rds',
  'sagemaker',
  'workspaces',
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-applicationautoscaling-scalabletarget.html */
export const scalableTargetSchema = z.strictObject({
  ResourceId: text,
  ScalableDimension: withoutValues(z.literal('ecs:service:DesiredCount'), (dimension) =>
    /^(?!ecs:)[a-z-]+:[\w-]+:\w+$/.test(dimension) ? servicesAlone : undefined,
  ),
  ServiceNamespace: withoutValues(z.literal('ecs'), (namespace) =>
    otherNamespaces.includes(namespace) ? servicesAlone : undefined,
  ),
  MinCapacity: count,
  MaxCapacity: count,
  RoleARN: recorded('The control plane does not need a role to update a service.', text),
  ScheduledActions: recorded(
    'Schedules are not run locally.',
    uniqueList(scheduledAction, 'ScheduledActionName'),
  ),
  SuspendedState: recorded(notSuspended, suspendedState),
  Tags: recorded('No local API returns the tags of scalable targets.', keyValues),
});

/**
 * Scalable targets of ECS services. Their policies are checked and not read, because nothing acts on them. Assumed:
 * a target for a service that the template does not have is a mistake.
 */
export function readScalableTargets(template: ResolvedTemplate): readonly ScalableTarget[] {
  const resources = resourcesOfType(template, 'AWS::ApplicationAutoScaling::ScalableTarget');
  const targets = resources.map((resource) => readScalableTarget(template, resource));
  checkScalingPolicies(
    template,
    targets.map(({ logicalId, resourceId }) => ({
      ref: String(template.values(logicalId, 'Ref')),
      resourceId,
    })),
  );
  return targets;
}

function readScalableTarget(template: ResolvedTemplate, resource: ResolvedResource): ScalableTarget {
  const properties = readProperties(resource, scalableTargetSchema);
  const { ResourceId: resourceId, MinCapacity: minCapacity, MaxCapacity: maxCapacity } = properties;
  if (maxCapacity < minCapacity) {
    throw badProperty(resource, ['MaxCapacity'], `expected at least MinCapacity, which is ${minCapacity}`);
  }
  const services = resourcesOfType(template, 'AWS::ECS::Service').map(({ logicalId }) =>
    String(template.values(logicalId, 'Ref')),
  );
  if (!services.some((arn) => arn.endsWith(`:${resourceId}`))) {
    throw badProperty(resource, ['ResourceId'], 'the template has no such service');
  }
  return { logicalId: resource.logicalId, resourceId, minCapacity, maxCapacity };
}
