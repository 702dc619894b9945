import type { SecretDefinition } from '../../../definition/model/secrets.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Secret } from '../../../failure/secret.ts';
import type { RandomInteger } from '../../providers/generate-secret-string.ts';
import type { PasswordServer } from './change-password.ts';
import { nextValue, type UserSecret, userSecret } from './next-value.ts';

/** What a rotation reads and changes. */
export interface RotationParts {
  readonly server: PasswordServer;
  /** The current value of a secret, by name or ARN. */
  readonly read: (secretId: string) => Promise<Secret>;
  /** Makes it the current value of the secret, and the one before the previous one; gives the id of its version. */
  readonly put: (name: string, value: string) => Promise<string>;
  /** Keeps it as the value that the secret has from now on. */
  readonly keep: (name: string, value: string) => Promise<void>;
  readonly random: RandomInteger;
}

/**
 * Changes the password in a secret and in the database, in the order of AWS's functions: create, set, test, finish.
 * A failure before the last step leaves the secret as it was. Gives the id of the new version. Raises
 * `SECRET_NOT_ROTATABLE`, `SECRET_UNAVAILABLE` and `DATABASE_STATEMENT_FAILED`.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export async function rotateSecret(secret: SecretDefinition, parts: RotationParts): Promise<string> {
  const { name, rotation } = secret;
  if (rotation === undefined) throw new Failure('SECRET_NOT_ROTATABLE', `The secret ${name} is not rotated.`);
  const { server, read, put, keep, random } = parts;
  const current = userSecret(name, (await read(name)).reveal());
  const next = nextValue(current, rotation, random);
  await server.signIn(current);
  const by = rotation.strategy === 'single-user' ? current : await masterOf(name, current, read);
  await server.setPassword(by, current, next);
  await server.signIn(next);
  const value = JSON.stringify(next);
  // First what outlives this process: the next start puts it back.
  await keep(name, value);
  return await put(name, value);
}

async function masterOf(
  name: string,
  { masterarn }: UserSecret,
  read: RotationParts['read'],
): Promise<UserSecret> {
  if (masterarn !== undefined) return userSecret(masterarn, (await read(masterarn)).reveal());
  throw new Failure(
    'SECRET_NOT_ROTATABLE',
    `The secret ${name} has no masterarn: the secret of the user that changes passwords.`,
  );
}
