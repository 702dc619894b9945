import { Failure } from '../../failure/failure.ts';
import type { TemplateRule } from '../template/template.ts';
import { holds } from './condition-functions.ts';
import { resolveValue } from './resolve-value.ts';
import type { Scope } from './resolver.ts';

/** The CDK's own: nothing local is bootstrapped. */
const bootstrapRule = 'CheckBootstrapVersion';

/**
 * Fails with `TEMPLATE_RULE` where the values of the parameters break a rule of the template.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function checkRules(scope: Scope): void {
  for (const [name, rule] of Object.entries(scope.stack.template.Rules ?? {})) {
    if (name !== bootstrapRule) checkRule(name, rule, scope);
  }
}

function checkRule(name: string, { RuleCondition, Assertions }: TemplateRule, scope: Scope): void {
  const place = ['Rules', name];
  if (RuleCondition !== undefined && !holds(RuleCondition, place, scope, resolveValue)) return;
  const broken = Assertions.find(({ Assert }) => !holds(Assert, place, scope, resolveValue));
  if (broken === undefined) return;
  throw new Failure(
    'TEMPLATE_RULE',
    `The rule ${name} of the template is not met: ${broken.AssertDescription ?? JSON.stringify(broken.Assert)}`,
    { hint: 'Give its parameters other values: npx -y pnpm@12 local:up --parameter NAME=VALUE' },
  );
}
