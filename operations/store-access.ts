import { z } from 'zod';
import { Failure } from '../failure/failure.ts';
import { Secret } from '../failure/secret.ts';
import { parseJson } from '../json/parse-json.ts';
import { readStackOutputs } from './stack-outputs.ts';
import type { Target } from './target.ts';

/** Where visitors reach a store, and who administers it. */
export interface StoreAccess {
  /** Through the edge, such as `https://shop.example.com`. */
  readonly storefrontUrl: string;
  readonly admin: { readonly email: string; readonly password: Secret };
}

const outputs = z.object({ StorefrontUrl: z.url(), AdminSecretArn: z.string() });
const account = z.object({ email: z.string(), password: z.string() });

/**
 * Reads the address of a store from its stack's outputs, and the account of its first administrator from Secrets Manager.
 * Raises `STACK_OUTPUTS_UNREADABLE`, and `ADMIN_SECRET_UNREADABLE` where the secret has no such account.
 */
export async function readStoreAccess(target: Target): Promise<StoreAccess> {
  const { StorefrontUrl, AdminSecretArn } = await readStackOutputs(target, outputs);
  const secrets = await target.clients.secretsManager();
  const { SecretString = '' } = await secrets.getSecretValue({ SecretId: AdminSecretArn });
  const { data } = account.safeParse(parseJson(SecretString));
  if (data === undefined) {
    throw new Failure('ADMIN_SECRET_UNREADABLE', `The secret ${AdminSecretArn} has no email and password`, {
      hint: 'It is made with the stack: look at its value in Secrets Manager.',
    });
  }
  return {
    storefrontUrl: StorefrontUrl,
    admin: { email: data.email, password: new Secret(data.password) },
  };
}
