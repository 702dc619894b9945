import { z } from 'zod';
import type { SecretRotation } from '../../../definition/model/secrets.ts';
import { Failure } from '../../../failure/failure.ts';
import { parseJson } from '../../../json/parse-json.ts';
import {
  defaultRules,
  generateSecretString,
  type RandomInteger,
} from '../../providers/generate-secret-string.ts';

/** The value of a secret with a user of PostgreSQL; other keys stay as they are. */
export type UserSecret = z.output<typeof schema>;

const schema = z.looseObject({
  username: z.string().min(1),
  password: z.string().min(1),
  /** Names the secret of the user that changes the password of another. */
  masterarn: z.string().optional(),
});

const cloneSuffix = '_clone';

/** What the value of a secret says. Raises `SECRET_NOT_ROTATABLE`, without showing the value. */
export function userSecret(name: string, value: string): UserSecret {
  const parsed = schema.safeParse(parseJson(value));
  if (parsed.success) return parsed.data;
  throw new Failure(
    'SECRET_NOT_ROTATABLE',
    `The secret ${name} is not a JSON object with a username and a password.`,
  );
}

/**
 * The value after a rotation: a new password, for the same user or for the one whose turn it is.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html
 */
export function nextValue(
  current: UserSecret,
  { strategy, excludeCharacters }: SecretRotation,
  random: RandomInteger,
): UserSecret {
  const password = generateSecretString({ ...defaultRules, excludeCharacters }, random);
  if (strategy === 'single-user') return { ...current, password };
  return { ...current, username: otherUser(current.username), password };
}

function otherUser(username: string): string {
  return username.endsWith(cloneSuffix) ? username.slice(0, -cloneSuffix.length) : username + cloneSuffix;
}
