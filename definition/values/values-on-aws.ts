import { ownValue } from '../../json/own-value.ts';
import { type AttributeValues, single, type ValuesByType } from './attributes.ts';
import { computeValues } from './compute.ts';
import { dataStoreValues } from './data-stores.ts';
import { edgeValues } from './edge.ts';
import { loadBalancingValues } from './load-balancing.ts';
import { managementValues } from './management.ts';
import { networkValues } from './network.ts';
import { secretValues } from './secrets.ts';

const valuesByType: ValuesByType = {
  ...networkValues,
  ...computeValues,
  ...loadBalancingValues,
  ...edgeValues,
  ...dataStoreValues,
  ...secretValues,
  ...managementValues,
};

/** The types of which more is known than that they have a name. */
export const knownTypes = Object.keys(valuesByType);

/** A custom resource is asked for what only its function knows; its answers have stable stand-ins. */
const customValues: AttributeValues = (attribute, { stackName, logicalId }) =>
  attribute === 'Ref' ? `${stackName}-${logicalId}` : `${stackName}-${logicalId}-${attribute}`;

/** A type that nothing is known of has a name, as most have, and no attributes. */
const namedOnly = single(({ stackName, logicalId }) => `${stackName}-${logicalId}`);

export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/**
 * The values of `Ref` and attributes that a type has on AWS. ARNs and names are as on AWS; what AWS draws by lot, such
 * as ids and the middle of host names, is made of the names of stack and resource, so that it is always the same.
 */
export function valuesOnAws(type: string): AttributeValues {
  if (isCustomResource(type)) return customValues;
  return ownValue(valuesByType, type) ?? namedOnly;
}
