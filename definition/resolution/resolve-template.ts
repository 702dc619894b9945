import { present } from '../properties/present.ts';
import { isJsonObject, type JsonValue } from '../template/json-value.ts';
import type { StackDefinition, TemplateResource } from '../template/template.ts';
import { checkRules } from './check-rules.ts';
import { checkTemplate } from './check-template.ts';
import { evaluateCondition } from './condition-functions.ts';
import { badArgument, unresolvedReference } from './place.ts';
import { readDynamicReferences } from './read-dynamic-references.ts';
import { rejectReferenceCycles } from './reference-cycle.ts';
import { resolveValue } from './resolve-value.ts';
import type { ResolvedResource, ResolvedTemplate } from './resolved-template.ts';
import { noValue, type ResolutionInputs, type ResourceValues, type Scope } from './resolver.ts';

/**
 * Replaces every intrinsic function of a stack's resources and outputs. Fails with a `TEMPLATE_...` code that
 * names the logical id, the property path and the value.
 */
export function resolveTemplate(
  stack: StackDefinition,
  values: ResourceValues,
  inputs: ResolutionInputs = {},
): ResolvedTemplate {
  const { stackName, region, accountId, template } = stack;
  rejectReferenceCycles(template);
  const scope: Scope = { stack, values, inputs, openConditions: [] };
  checkTemplate(scope);
  checkRules(scope);
  return {
    stackName,
    region,
    accountId,
    resources: Object.entries(template.Resources)
      .filter(([logicalId, resource]) => isIncluded(resource, logicalId, scope))
      .map(([logicalId, resource]) => resolveResource(logicalId, resource, scope)),
    outputs: resolveOutputs(scope),
    values,
  };
}

/** Resolves one value of a template by itself, such as a single property; undefined for `AWS::NoValue`. */
export function resolveSingle(
  value: JsonValue,
  place: readonly (string | number)[],
  stack: StackDefinition,
  values: ResourceValues,
  inputs: ResolutionInputs = {},
): JsonValue | undefined {
  const resolved = resolveValue(value, place, { stack, values, inputs, openConditions: [] });
  if (resolved === noValue) return undefined;
  return readDynamicReferences(resolved, place, { stack, values, inputs, openConditions: [] });
}

function resolveResource(logicalId: string, resource: TemplateResource, scope: Scope): ResolvedResource {
  rejectUnknownDependencies(logicalId, resource, scope);
  const place = [logicalId, 'Properties'];
  const resolved = resolveValue(resource.Properties ?? {}, place, scope);
  const properties = resolved === noValue ? null : readDynamicReferences(resolved, place, scope);
  if (!isJsonObject(properties)) {
    throw badArgument(place, resource.Properties, 'an object');
  }
  return present({
    logicalId,
    type: resource.Type,
    properties,
    deletionPolicy: resource.DeletionPolicy,
    updateReplacePolicy: resource.UpdateReplacePolicy,
  });
}

function rejectUnknownDependencies(logicalId: string, { DependsOn }: TemplateResource, scope: Scope): void {
  for (const other of [DependsOn ?? []].flat()) {
    if (Object.hasOwn(scope.stack.template.Resources, other)) continue;
    throw unresolvedReference([logicalId, 'DependsOn'], other, 'which is not a resource of the template');
  }
}

function resolveOutputs(scope: Scope): Readonly<Record<string, JsonValue>> {
  const entries = Object.entries(scope.stack.template.Outputs)
    .filter(([name, output]) => isIncluded(output, name, scope))
    .flatMap(([name, output]) => {
      const place = ['Outputs', name, 'Value'];
      const value = resolveValue(output.Value, place, scope);
      if (value === noValue) return [];
      if (typeof value === 'object') throw badArgument(place, value, 'text');
      return [[name, readDynamicReferences(value, place, scope)] as const];
    });
  return Object.fromEntries(entries);
}

function isIncluded(entry: { readonly Condition?: string | undefined }, name: string, scope: Scope): boolean {
  return (
    entry.Condition === undefined ||
    evaluateCondition(entry.Condition, [name, 'Condition'], scope, resolveValue)
  );
}
