import { findEngine } from '../docker/engine-address.ts';
import { refuseWrongImageNames } from '../images/image-variables.ts';
import { refuseUnusableStoreFolders, storeKind } from '../images/store-variables.ts';
import { refuseRemoteEndpoints } from './servers/guard.ts';

/**
 * Refuses wrong values of the variables of the engine, the store and images, before a `local:*` script does anything, and
 * whether or not it would use them. An empty variable counts as not set.
 */
export function refuseWrongVariables(variables: NodeJS.ProcessEnv): void {
  refuseRemoteEndpoints(variables);
  findEngine(variables);
  storeKind(variables);
  refuseWrongImageNames(variables);
}

/** The same for folders of the store, for scripts that use it: whether these can be used may change. */
export const refuseWrongStore = refuseUnusableStoreFolders;
