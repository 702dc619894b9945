import { ownValue } from '../../json/own-value.ts';
import { checkParameter } from './check-parameter.ts';
import { evaluateCondition } from './condition-functions.ts';
import { resolveValue } from './resolve-value.ts';
import type { Scope } from './resolver.ts';

/**
 * Checks the parameters that have a value and all conditions, as CloudFormation does whether something refers to them
 * or not. Fails with `TEMPLATE_BAD_PARAMETER` and what evaluating a condition fails with.
 */
export function checkTemplate(scope: Scope): void {
  const { Parameters, Conditions } = scope.stack.template;
  for (const [name, declared] of Object.entries(Parameters)) {
    const value = ownValue(scope.inputs.parameters, name) ?? declared.Default;
    if (value !== undefined) checkParameter(name, value, declared);
  }
  for (const name of Object.keys(Conditions)) {
    evaluateCondition(name, ['Conditions', name], scope, resolveValue);
  }
}
