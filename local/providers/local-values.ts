import type { ResolutionInputs, ResourceValues } from '../../definition/resolution/resolver.ts';
import type { StackDefinition } from '../../definition/template/template.ts';
import type { AttributeValues } from '../../definition/values/attributes.ts';
import { resourceValues } from '../../definition/values/resource-values.ts';
import { valuesOnAws } from '../../definition/values/values-on-aws.ts';
import { realisationOf } from './resource-table.ts';

/**
 * The values of every resource's `Ref` and attributes on the local side: those on AWS, but for host names and the like.
 * Fails with `REALISATION_UNKNOWN_TYPE` for a type that the table does not have.
 */
export function localValues(stack: StackDefinition, inputs: ResolutionInputs = {}): ResourceValues {
  return resourceValues(stack, inputs, valuesHere);
}

function valuesHere(logicalId: string, type: string): AttributeValues {
  const { localValues } = realisationOf(logicalId, type);
  const onAws = valuesOnAws(type);
  return (attribute, resource) => localValues?.(attribute, resource) ?? onAws(attribute, resource);
}
