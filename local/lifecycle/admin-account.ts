import type { Workload } from '../../definition/workload.ts';
import type { Secret } from '../../failure/secret.ts';
import { type KeptSecrets, secretKey } from './kept-secrets.ts';

/** The account of the store's first administrator. */
export interface AdminAccount {
  readonly email: string;
  readonly password: Secret;
  /** Of the secret in Secrets Manager that has both. */
  readonly secretName: string;
}

/**
 * The account in the definition's secret whose name ends with `/admin`; undefined if it has none, or no seeds, which alone are told
 * the password and make the account.
 */
export function adminAccount(
  workload: Pick<Workload, 'secrets' | 'taskDefinitions'>,
  kept: KeptSecrets,
): AdminAccount | undefined {
  const secret = workload.secrets.find(({ name }) => name.endsWith('/admin'));
  if (secret === undefined || !hasSeeds(workload)) return undefined;
  const { logicalId, name } = secret;
  return {
    email: secretKey(kept, logicalId, 'email').reveal(),
    password: secretKey(kept, logicalId, 'password'),
    secretName: name,
  };
}

function hasSeeds({ taskDefinitions }: Pick<Workload, 'taskDefinitions'>): boolean {
  return taskDefinitions.some(({ containerDefinitions }) =>
    containerDefinitions.some(({ name }) => name === 'seed'),
  );
}
