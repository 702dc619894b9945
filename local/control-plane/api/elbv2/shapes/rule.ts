import { createHash } from 'node:crypto';
import type {
  Listener,
  ListenerRule,
  RuleCondition,
} from '../../../../../definition/model/load-balancing.ts';
import { actionShape } from './action.ts';

/**
 * A listener's rules in the order in which they are tried, the default one last.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html
 */
export function ruleShapes(listener: Listener, arns: ReadonlyMap<string, string>) {
  const rules = listener.rules.map((rule) => ruleShape(listener, rule, arns));
  const fallback = {
    RuleArn: ruleArn(listener, 'default'),
    Priority: 'default',
    Conditions: [],
    Actions: listener.defaultActions.map((action) => actionShape(action, arns)),
    IsDefault: true,
  };
  return [...rules, fallback];
}

function ruleShape(listener: Listener, rule: ListenerRule, arns: ReadonlyMap<string, string>) {
  return {
    RuleArn: ruleArn(listener, rule.logicalId),
    Priority: String(rule.priority),
    Conditions: rule.conditions.map(conditionShape),
    Actions: rule.actions.map((action) => actionShape(action, arns)),
    IsDefault: false,
  };
}

/** The listener's ARN with 16 digits of the rule's own at its end, as AWS makes them. */
function ruleArn(listener: Listener, logicalId: string): string {
  const id = createHash('sha256').update(`${listener.arn}/${logicalId}`).digest('hex').slice(0, 16);
  return `${listener.arn.replace(':listener/', ':listener-rule/')}/${id}`;
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
        HttpHeaderConfig: { HttpHeaderName: condition.httpHeaderName, Values: condition.values },
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

/** Path and host conditions carry their values twice, in the older form as well. */
function valuesShape(
  { field, values }: { readonly field: string; readonly values: readonly string[] },
  config: 'PathPatternConfig' | 'HostHeaderConfig',
) {
  return { Field: field, Values: values, [config]: { Values: values } };
}
