import { rejectReferenceCycles } from '../../definition/resolution/reference-cycle.ts';
import { resolveSingle } from '../../definition/resolution/resolve-template.ts';
import type { ResolutionInputs, ResourceValues } from '../../definition/resolution/resolver.ts';
import type { JsonValue } from '../../definition/template/json-value.ts';
import type { StackDefinition } from '../../definition/template/template.ts';
import { awsEndpointAt, preferredPorts } from '../environment/local-environment.ts';
import { realisationOf } from './resource-table.ts';
import type { ResourceView } from './resource-view.ts';

/** What the local values are made of besides the template. */
export interface LocalInputs extends ResolutionInputs {
  /** As `ResourceView` has it; at the preferred port where nothing is said. */
  readonly awsEndpoint?: string;
}

/**
 * The values of every resource's `Ref` and attributes on the local side, always the same for the same template.
 * Fails with `REALISATION_UNKNOWN_TYPE` for a type that the table does not have.
 */
export function localValues(stack: StackDefinition, inputs: LocalInputs = {}): ResourceValues {
  rejectReferenceCycles(stack.template);
  const known = new Map<string, JsonValue | undefined>();
  const values: ResourceValues = (logicalId, attribute) => {
    const key = `${logicalId}.${attribute}`;
    if (!known.has(key)) known.set(key, makeValue(logicalId, attribute));
    return known.get(key);
  };
  const makeValue = (logicalId: string, attribute: string): JsonValue | undefined => {
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined) return undefined;
    const row = realisationOf(logicalId, resource.Type);
    return row.attributes(attribute, view(stack, logicalId, values, inputs));
  };
  return values;
}

function view(
  stack: StackDefinition,
  logicalId: string,
  values: ResourceValues,
  inputs: LocalInputs,
): ResourceView {
  const { stackName, region, accountId } = stack;
  const properties = stack.template.Resources[logicalId]?.Properties ?? {};
  return {
    logicalId,
    stackName,
    region,
    accountId,
    awsEndpoint: inputs.awsEndpoint ?? awsEndpointAt(preferredPorts),
    property: (name) => {
      const written = properties[name];
      if (written === undefined) return undefined;
      return resolveSingle(written, [logicalId, 'Properties', name], stack, values, inputs);
    },
  };
}
