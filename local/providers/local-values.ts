import type { ResolutionInputs, ResourceValues } from '../../definition/resolution/resolver.ts';
import type { StackDefinition } from '../../definition/template/template.ts';
import type { AttributeValues } from '../../definition/values/attributes.ts';
import { resourceValues } from '../../definition/values/resource-values.ts';
import { valuesOnAws } from '../../definition/values/values-on-aws.ts';
import { awsEndpointAt, preferredPorts } from '../environment/local-environment.ts';
import { provisionOf } from './resource-table.ts';

/** What the local values are made of besides the template. */
export interface LocalInputs extends ResolutionInputs {
  /** As `LocalView` has it; at the preferred port where nothing is said. */
  readonly awsEndpoint?: string;
}

/**
 * The values of every resource's `Ref` and attributes in the local environment: those on AWS, but for host names etc.
 * Fails with `TEMPLATE_UNKNOWN_TYPE` for a type that the table does not have.
 */
export function localValues(stack: StackDefinition, inputs: LocalInputs = {}): ResourceValues {
  const awsEndpoint = inputs.awsEndpoint ?? awsEndpointAt(preferredPorts);
  return resourceValues(stack, inputs, (logicalId, type) => valuesHere(logicalId, type, awsEndpoint));
}

function valuesHere(logicalId: string, type: string, awsEndpoint: string): AttributeValues {
  const { localValues } = provisionOf(logicalId, type);
  const onAws = valuesOnAws(type);
  return (attribute, resource) =>
    localValues?.(attribute, { ...resource, awsEndpoint }) ?? onAws(attribute, resource);
}
