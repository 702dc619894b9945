import { z } from 'zod';
import type { Listener, ListenerRule } from '../../model/load-balancing.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { actionSchema, toActions } from './listener-action.ts';
import { conditionSchema, toCondition } from './rule-condition.ts';

const listenerSchema = z.object({
  LoadBalancerArn: text,
  Port: number,
  Protocol: text,
  DefaultActions: z.array(actionSchema).min(1),
});

const ruleSchema = z.object({
  ListenerArn: text,
  Priority: number,
  Conditions: z.array(conditionSchema),
  Actions: z.array(actionSchema).min(1),
});

/** The listeners of the load balancer with this ARN. */
export function readListeners(template: ResolvedTemplate, loadBalancerArn: string): readonly Listener[] {
  return resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::Listener')
    .map((resource) => ({ resource, properties: readProperties(resource, listenerSchema) }))
    .filter(({ properties }) => properties.LoadBalancerArn === loadBalancerArn)
    .map(({ resource, properties }) => toListener(template, resource, properties));
}

function toListener(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: z.output<typeof listenerSchema>,
): Listener {
  const arn = String(template.values(resource.logicalId, 'Ref'));
  return {
    logicalId: resource.logicalId,
    arn,
    port: properties.Port,
    protocol: properties.Protocol,
    defaultActions: toActions(template, resource, properties.DefaultActions),
    rules: readRules(template, arn),
  };
}

function readRules(template: ResolvedTemplate, listenerArn: string): readonly ListenerRule[] {
  return resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .map((resource) => ({ resource, properties: readProperties(resource, ruleSchema) }))
    .filter(({ properties }) => properties.ListenerArn === listenerArn)
    .map(({ resource, properties }) => ({
      logicalId: resource.logicalId,
      priority: properties.Priority,
      conditions: properties.Conditions.map((condition) => toCondition(resource, condition)),
      actions: toActions(template, resource, properties.Actions),
    }))
    .toSorted((left, right) => left.priority - right.priority);
}
