import { findReferences } from '../../definition/resolution/find-references.ts';
import { resolveTemplate } from '../../definition/resolution/resolve-template.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../definition/resolution/resolved-template.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../definition/template/json-value.ts';
import type { StackDefinition, TemplateResource } from '../../definition/template/template.ts';
import { ownValue } from '../../json/own-value.ts';
import { referTo, withReferences } from './deferred-reference.ts';
import { type LocalInputs, localValues } from './local-values.ts';
import { asLocal } from './local-workload.ts';
import { neededByTasks } from './needed-by-tasks.ts';
import { provisionOf } from './resource-table.ts';

/** A template of plain values and a few references to its own resources. */
export interface ReducedTemplate {
  readonly Resources: Readonly<Record<string, ReducedResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: JsonValue }>>;
}

export interface ReducedResource {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly DependsOn?: readonly string[];
}

/** A reduced template, and the logical ids of what tasks need: the rest of it is deployed after these. */
export interface Reduction {
  readonly template: ReducedTemplate;
  readonly neededFirst: readonly string[];
}

/**
 * The part of a stack that LocalStack takes: what the table deploys there, with local values in the place of
 * references to the rest, and with the names that the table gives, so that they are known before the deployment.
 * Conditions, parameters, rules and mappings are resolved away. Fails as `resolveLocally` does.
 */
export function reduceForLocalStack(stack: StackDefinition, inputs: LocalInputs = {}): ReducedTemplate {
  return reduceInOrder(stack, inputs).template;
}

/** The part of a stack that LocalStack takes, and what of it tasks need. */
export function reduceInOrder(stack: StackDefinition, inputs: LocalInputs = {}): Reduction {
  const local = asLocal(stack);
  const known = localValues(local, inputs);
  const resolved = resolveTemplate(
    local,
    (logicalId, attribute) => generatedReference(local, logicalId, attribute) ?? known(logicalId, attribute),
    inputs,
  );
  const deployed = resolved.resources.filter(
    ({ logicalId, type }) => provisionOf(logicalId, type).localstack !== undefined,
  );
  const first = neededFirst(local, resolved, deployed);
  const Resources = reduceResources(local, resolved, { deployed, first });
  return { template: { Resources, Outputs: reduceOutputs(resolved) }, neededFirst: first };
}

function neededFirst(
  local: StackDefinition,
  resolved: ResolvedTemplate,
  deployed: readonly ResolvedResource[],
): readonly string[] {
  const all = deployed.map(({ logicalId }) => logicalId);
  return neededByTasks(
    resolved,
    deployed.map((resource) => ({
      logicalId: resource.logicalId,
      type: resource.type,
      name: nameIn(resource, resolved),
      dependencies: dependencies(ownValue(local.template.Resources, resource.logicalId), all),
    })),
  );
}

/** The `Ref` of a resource that LocalStack gives an id of its own stays a reference. */
function generatedReference(
  { template }: StackDefinition,
  logicalId: string,
  attribute: string,
): string | undefined {
  const target = referenceTarget(template.Resources, logicalId, attribute);
  return target === undefined ? undefined : referTo(target);
}

/** A target attachment stands for the secret that it is attached to. */
function referenceTarget(
  resources: StackDefinition['template']['Resources'],
  logicalId: string,
  attribute: string,
): string | undefined {
  const resource = ownValue(resources, logicalId);
  if (resource === undefined || (attribute !== 'Ref' && attribute !== 'Id')) return undefined;
  if (provisionOf(logicalId, resource.Type).localstack?.refIsGenerated) return logicalId;
  const secret = resource.Properties?.SecretId;
  const reference = secret !== undefined && isJsonObject(secret) ? secret.Ref : undefined;
  return typeof reference === 'string' ? referenceTarget(resources, reference, 'Ref') : undefined;
}

function reduceResources(
  local: StackDefinition,
  resolved: ResolvedTemplate,
  order: { readonly deployed: readonly ResolvedResource[]; readonly first: readonly string[] },
): ReducedTemplate['Resources'] {
  const all = order.deployed.map(({ logicalId }) => logicalId);
  return Object.fromEntries(
    order.deployed.map((resource) => {
      const before = order.first.includes(resource.logicalId) ? [] : order.first;
      const own = dependencies(ownValue(local.template.Resources, resource.logicalId), all);
      const dependsOn = [...new Set([...before, ...own])];
      const reduced = { Type: resource.type, Properties: reduceProperties(resource, resolved) };
      return [resource.logicalId, dependsOn.length === 0 ? reduced : { ...reduced, DependsOn: dependsOn }];
    }),
  );
}

function reduceProperties(resource: ResolvedResource, resolved: ResolvedTemplate): JsonObject {
  const { localstack } = provisionOf(resource.logicalId, resource.type);
  const without = localstack?.withoutProperties ?? [];
  const own = Object.entries(resource.properties).filter(([name]) => !without.includes(name));
  const properties = withReferences({ ...nameProperty(resource, resolved), ...Object.fromEntries(own) });
  return isJsonObject(properties) ? properties : {};
}

/** The name that a deployed resource will have, or undefined if its type has none. */
function nameIn(resource: ResolvedResource, resolved: ResolvedTemplate): string | undefined {
  const property = provisionOf(resource.logicalId, resource.type).localstack?.nameProperty;
  if (property === undefined) return undefined;
  const name = { ...nameProperty(resource, resolved), ...resource.properties }[property];
  return typeof name === 'string' ? name : undefined;
}

/** The generated name where the template is silent: the last part of an ARN is the name too. */
function nameProperty({ logicalId, type }: ResolvedResource, resolved: ResolvedTemplate): JsonObject {
  const { localstack } = provisionOf(logicalId, type);
  if (localstack?.nameProperty === undefined) return {};
  const value = localstack.refIsGenerated
    ? `${resolved.stackName}-${logicalId}`
    : String(resolved.values(logicalId, 'Ref'));
  const name = /^(arn|http):/.test(value) ? (value.split(/[:/]/).at(-1) ?? value) : value;
  return { [localstack.nameProperty]: name };
}

/** References have become values, so that the order of the deployment has to be told. */
function dependencies(
  resource: TemplateResource | undefined,
  deployed: readonly string[],
): readonly string[] {
  if (resource === undefined) return [];
  const all = [...[resource.DependsOn ?? []].flat(), ...findReferences(resource.Properties ?? {})];
  return all.filter((logicalId) => deployed.includes(logicalId));
}

function reduceOutputs(resolved: ResolvedTemplate): ReducedTemplate['Outputs'] {
  return Object.fromEntries(
    Object.entries(resolved.outputs).map(([name, value]) => [name, { Value: withReferences(value) }]),
  );
}
