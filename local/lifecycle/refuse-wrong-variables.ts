import { findEngine } from '../docker/engine-address.ts';
import { refuseWrongImageNames } from '../images/image-variables.ts';
import { refuseUnusableStoreFolders, storeKind } from '../images/store-variables.ts';
import { namedSettings } from './application-file.ts';
import { refuseRemoteEndpoints } from './servers/guard.ts';

/**
 * Refuses wrong values of the variables of the engine, the store and images, before a `local:*` script does anything, and
 * whether or not it would use them. Folders and files are looked for, not into. An empty variable counts as not set.
 */
export function refuseWrongVariables(checkout: string, variables: NodeJS.ProcessEnv): void {
  refuseRemoteEndpoints(variables);
  findEngine(variables);
  storeKind(variables);
  refuseWrongImageNames(variables);
  refuseUnusableStoreFolders(checkout, variables);
  namedSettings(checkout, variables);
}
