import { ownValue } from '../../json/own-value.ts';
import { rejectReferenceCycles } from '../resolution/reference-cycle.ts';
import { resolveSingle } from '../resolution/resolve-template.ts';
import type { ResolutionInputs, ResourceValues } from '../resolution/resolver.ts';
import type { JsonValue } from '../template/json-value.ts';
import type { StackDefinition } from '../template/template.ts';
import type { AttributeValues } from './attributes.ts';
import type { ResourceView } from './resource-view.ts';

/** The values of a resource by its type; it may fail for an unknown type. */
export type ValuesOfType = (logicalId: string, type: string) => AttributeValues;

/** The values of every resource's `Ref` and attributes, always the same for the same template. */
export function resourceValues(
  stack: StackDefinition,
  inputs: ResolutionInputs,
  valuesOf: ValuesOfType,
): ResourceValues {
  rejectReferenceCycles(stack.template);
  const known = new Map<string, JsonValue | undefined>();
  const values: ResourceValues = (logicalId, attribute) => {
    const key = `${logicalId}.${attribute}`;
    if (!known.has(key)) known.set(key, makeValue(logicalId, attribute));
    return known.get(key);
  };
  const makeValue = (logicalId: string, attribute: string): JsonValue | undefined => {
    const resource = ownValue(stack.template.Resources, logicalId);
    if (resource === undefined) return undefined;
    return valuesOf(logicalId, resource.Type)(attribute, view(stack, logicalId, values, inputs));
  };
  return values;
}

function view(
  stack: StackDefinition,
  logicalId: string,
  values: ResourceValues,
  inputs: ResolutionInputs,
): ResourceView {
  const { stackName, region, accountId } = stack;
  const { Properties: properties = {}, Type: type } = ownValue(stack.template.Resources, logicalId) ?? {};
  return {
    logicalId,
    stackName,
    region,
    accountId,
    ofSameType: () => {
      const all = Object.entries(stack.template.Resources);
      return all.filter(([, resource]) => resource.Type === type).map(([id]) => id);
    },
    property: (name) => {
      const written = ownValue(properties, name);
      if (written === undefined) return undefined;
      return resolveSingle(written, [logicalId, 'Properties', name], stack, values, inputs);
    },
  };
}
