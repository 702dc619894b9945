import { createHash } from 'node:crypto';
import type {
  Listener,
  ListenerRule,
  RuleCondition,
  RuleTransform,
} from '../../../../../definition/model/load-balancing.ts';
import { actionShape } from './action.ts';

/**
 * A listener's rules in the order in which they are tried, the default one last.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html
 */
export function ruleShapes(listener: Listener, arns: ReadonlyMap<string, string>) {
  const rules = listener.rules.map((rule) => ruleShape(rule, arns));
  const fallback = {
    RuleArn: defaultRuleArn(listener),
    Priority: 'default',
    Conditions: [],
    Transforms: [],
    Actions: listener.defaultActions.map((action) => actionShape(action, arns)),
    IsDefault: true,
  };
  return [...rules, fallback];
}

function ruleShape(rule: ListenerRule, arns: ReadonlyMap<string, string>) {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    Conditions: rule.conditions.map(conditionShape),
    Transforms: rule.transforms.map(transformShape),
    Actions: rule.actions.map((action) => actionShape(action, arns)),
    IsDefault: false,
  };
}

/** No resource of a template is the default rule, so that its ARN is made here, of the listener's. */
function defaultRuleArn(listener: Listener): string {
  const id = createHash('sha256').update(`${listener.arn}/default`).digest('hex').slice(0, 16);
  return `${listener.arn.replace(':listener/', ':listener-rule/')}/${id}`;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleTransform.html */
function transformShape({ type, regex, replace }: RuleTransform) {
  const config = { Rewrites: [{ Regex: regex, Replace: replace }] };
  return type === 'url-rewrite'
    ? { Type: type, UrlRewriteConfig: config }
    : { Type: type, HostHeaderRewriteConfig: config };
}

function conditionShape(condition: RuleCondition) {
  switch (condition.field) {
    case 'path-pattern':
      return valuesShape(condition, 'PathPatternConfig');
    case 'host-header':
      return valuesShape(condition, 'HostHeaderConfig');
    case 'http-request-method':
      return { Field: condition.field, HttpRequestMethodConfig: { Values: condition.values } };
    case 'source-ip':
      return { Field: condition.field, SourceIpConfig: { Values: condition.values } };
    case 'http-header':
      return {
        Field: condition.field,
        HttpHeaderConfig: { HttpHeaderName: condition.httpHeaderName, ...matchedShape(condition) },
      };
    case 'query-string':
      return {
        Field: condition.field,
        QueryStringConfig: {
          Values: condition.values.map(({ key, value }) => ({ Key: key, Value: value })),
        },
      };
  }
}

interface Matched {
  readonly values: readonly string[];
  readonly regexValues?: readonly string[];
}

/** Path and host conditions carry their values twice, in the older form as well. */
function valuesShape(
  condition: Matched & { readonly field: string },
  config: 'PathPatternConfig' | 'HostHeaderConfig',
) {
  const matched = matchedShape(condition);
  return { Field: condition.field, ...matched, [config]: matched };
}

function matchedShape({ values, regexValues }: Matched) {
  return regexValues === undefined ? { Values: values } : { RegexValues: regexValues };
}
