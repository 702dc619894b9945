import type { Workload } from '../../../definition/workload.ts';
import type { Secret } from '../../../failure/secret.ts';
import { type KeptSecrets, secretKey } from '../kept-secrets.ts';
import { primaryDatabase } from './store-database.ts';

/** A user of the database with its password. */
export interface DatabaseLogin {
  readonly username: string;
  readonly password: Secret;
}

/**
 * How the store signs in to its database: with the secret that is attached to it besides the master user's, or with
 * that one where there is no other.
 */
export function storeLogin(
  workload: Pick<Workload, 'databases' | 'secrets'>,
  kept: KeptSecrets,
): DatabaseLogin {
  const { password: master } = primaryDatabase(workload);
  const own = workload.secrets.find(
    ({ attachedDatabase, logicalId }) => attachedDatabase !== undefined && logicalId !== master.secret,
  );
  const secret = own?.logicalId ?? master.secret;
  return {
    username: secretKey(kept, secret, 'username').reveal(),
    password: secretKey(kept, secret, 'password'),
  };
}
