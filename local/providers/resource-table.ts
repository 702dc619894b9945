import { isCustomResource } from '../../definition/values/values-on-aws.ts';
import { Failure } from '../../failure/failure.ts';
import type { Provision, Rows } from './provision.ts';
import { refusedTypes } from './refused-types.ts';
import { computeRows } from './rows/compute.ts';
import { dataStoreRows } from './rows/data-stores.ts';
import { edgeRows } from './rows/edge.ts';
import { loadBalancingRows } from './rows/load-balancing.ts';
import { managementRows } from './rows/management.ts';
import { networkRows } from './rows/network.ts';
import { secretRows } from './rows/secrets.ts';

/** The one table of resource types: who provides each, how faithfully, why, and which values differ. */
export const resourceTable: Rows = {
  ...networkRows,
  ...computeRows,
  ...loadBalancingRows,
  ...edgeRows,
  ...dataStoreRows,
  ...secretRows,
  ...managementRows,
};

/** A custom resource asks AWS something when it is deployed; its answers have placeholders. */
export const customResource: Provision = {
  provider: 'none',
  faithfulness: 'absent',
  why: 'Custom resources run on Lambda and call AWS, so they are not run locally, and their attributes are placeholders.',
  placeholders: () => true,
};

/** The row of a type, or undefined if the table has none. */
export function findProvision(type: string): Provision | undefined {
  if (Object.hasOwn(resourceTable, type)) return resourceTable[type];
  return isCustomResource(type) && !Object.hasOwn(refusedTypes, type) ? customResource : undefined;
}

/**
 * The row of a resource's type. Fails with `TEMPLATE_UNSUPPORTED` for a type that the local environment refuses, and
 * with `TEMPLATE_UNKNOWN_TYPE` where the table has none.
 */
export function provisionOf(logicalId: string, type: string): Provision {
  const row = findProvision(type);
  if (row !== undefined) return row;
  if (Object.hasOwn(refusedTypes, type)) throw refusedType(logicalId, type);
  throw new Failure(
    'TEMPLATE_UNKNOWN_TYPE',
    `${logicalId} is of type ${type}, which has no local provider yet.`,
    {
      hint: 'In the CDK app, leave the resource out if the environment is local. (In the toolkit, a row in local/providers/rows/ adds a type.)',
    },
  );
}

function refusedType(logicalId: string, type: string): Failure {
  return new Failure('TEMPLATE_UNSUPPORTED', `${logicalId} is of type ${type}: ${refusedTypes[type]}`, {
    hint: 'In the CDK app, leave the resource out if the environment is local.',
  });
}
