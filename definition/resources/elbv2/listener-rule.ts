import { z } from 'zod';
import type { ListenerRule, RuleCondition } from '../../model/load-balancing.ts';
import { badProperty, readProperties, unsupportedProperty } from '../../properties/read-properties.ts';
import { rejectDuplicates } from '../../properties/reject-duplicates.ts';
import { keyValues, text, wholeNumber } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { actionSchema, toActions } from './listener-action.ts';
import type { ListenerPlace } from './redirect-loop.ts';
import { conditionSchema, toCondition } from './rule-condition.ts';
import { toTransforms, transformSchema } from './rule-transform.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-listenerrule.html */
export const listenerRuleSchema = z.strictObject({
  ListenerArn: text,
  Priority: wholeNumber(1, 50_000),
  Conditions: z.array(conditionSchema).min(1, 'a rule needs a condition'),
  Transforms: z.array(transformSchema).default([]),
  Actions: z.array(actionSchema).min(1, 'a rule needs an action'),
  Tags: keyValues.default({}),
});

interface RuleResource {
  readonly resource: ResolvedResource;
  readonly properties: z.output<typeof listenerRuleSchema>;
}

/** All rules with the ARN of the listener of each, in the order of priority; `listeners` are all there are. */
export function readRules(
  template: ResolvedTemplate,
  listeners: ReadonlyMap<string, ListenerPlace>,
): readonly { readonly listenerArn: string; readonly rule: ListenerRule }[] {
  const rules = resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').map((resource) => ({
    resource,
    properties: readProperties(resource, listenerRuleSchema),
  }));
  rejectDuplicates(rules, 'Priority', ({ properties }) => `${properties.ListenerArn} ${properties.Priority}`);
  return rules
    .map((each) => {
      const { ListenerArn: listenerArn } = each.properties;
      return { listenerArn, rule: toRule(template, each, placeOf(template, each, listeners)) };
    })
    .toSorted((left, right) => left.rule.priority - right.rule.priority);
}

/** Fails with `TEMPLATE_UNRESOLVED_REFERENCE` for a rule of a listener that the template does not have. */
function placeOf(
  template: ResolvedTemplate,
  { resource, properties }: RuleResource,
  listeners: ReadonlyMap<string, ListenerPlace>,
): ListenerPlace {
  const wanted = { types: ['AWS::ElasticLoadBalancingV2::Listener'], value: properties.ListenerArn };
  resourceWithValue(template, wanted, `${resource.logicalId} (${resource.type})`);
  return listeners.get(properties.ListenerArn) ?? { port: 80, protocol: 'HTTP' };
}

function toRule(
  template: ResolvedTemplate,
  { resource, properties }: RuleResource,
  listener: ListenerPlace,
): ListenerRule {
  const conditions = properties.Conditions.map((condition, index) =>
    toCondition(resource, ['Conditions', index], condition),
  );
  rejectConditions(resource, conditions);
  const actions = toActions(template, resource, ['Actions'], properties.Actions, listener);
  const transforms = toTransforms(resource, properties.Transforms);
  if (transforms.length > 0 && actions.some(({ type }) => type !== 'forward')) {
    const why = 'AWS does not document what a transform does to a request that is not forwarded';
    throw unsupportedProperty(resource, ['Transforms'], why);
  }
  return {
    logicalId: resource.logicalId,
    arn: String(template.values(resource.logicalId, 'Ref')),
    priority: properties.Priority,
    conditions,
    transforms,
    actions,
    tags: properties.Tags,
  };
}

/**
 * The newer of the two quotas on wildcards that the guide's translations name; the other is five.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const mostWildcards = 6;
const mostValues = 5;
const onceARule: readonly RuleCondition['field'][] = [
  'host-header',
  'http-request-method',
  'path-pattern',
  'source-ip',
];

function rejectConditions(resource: ResolvedResource, conditions: readonly RuleCondition[]): void {
  const refuse = (why: string) => badProperty(resource, ['Conditions'], why);
  const fields = conditions.map(({ field }) => field);
  const twice = onceARule.find((field) => fields.filter((other) => other === field).length > 1);
  if (twice !== undefined) throw refuse(`a rule has at most one condition on ${twice}`);
  const compared = conditions.flatMap(comparedBy);
  if (compared.length > mostValues) throw refuse(`a rule has at most ${mostValues} values in its conditions`);
  const wildcards = conditions.flatMap(wildcardsIn).length;
  if (wildcards > mostWildcards)
    throw refuse(`a rule has at most ${mostWildcards} wildcards in its conditions`);
}

function comparedBy(condition: RuleCondition): readonly unknown[] {
  const expressions = 'regexValues' in condition ? (condition.regexValues ?? []) : [];
  return [...condition.values, ...expressions];
}

function wildcardsIn(condition: RuleCondition): readonly string[] {
  switch (condition.field) {
    case 'http-request-method':
    case 'source-ip':
      return [];
    case 'query-string':
      return condition.values.flatMap(({ key = '', value }) => wildcards(key + value));
    default:
      return condition.values.flatMap(wildcards);
  }
}

function wildcards(pattern: string): readonly string[] {
  return pattern.replace(/\\./g, '').match(/[*?]/g) ?? [];
}
