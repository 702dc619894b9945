import { z } from 'zod';
import type { GenerateSecretString } from '../../definition/model/secrets.ts';
import { includedTypes } from '../../definition/resources/generated-characters.ts';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';

/** A whole number from 0 up to, but not including, the bound. */
export type RandomInteger = (bound: number) => number;

/** The rules of `GetRandomPassword` where it is not told otherwise. */
export const defaultRules: GenerateSecretString = {
  passwordLength: 32,
  excludeCharacters: '',
  excludeLowercase: false,
  excludeUppercase: false,
  excludeNumbers: false,
  excludePunctuation: false,
  includeSpace: false,
  requireEachIncludedType: true,
};

const template = z.record(z.string(), z.json());

/**
 * The value of a secret as Secrets Manager generates it: a password, or the template with the password under
 * its key. Fails with `SECRET_NOT_GENERATABLE` where the rules leave no characters, or fewer than are required.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function generateSecretString(spec: GenerateSecretString, random: RandomInteger): string {
  const password = generatePassword(spec, random);
  const { secretStringTemplate, generateStringKey } = spec;
  if (secretStringTemplate === undefined || generateStringKey === undefined) return password;
  const parsed = template.safeParse(parseJson(secretStringTemplate));
  if (!parsed.success) throw notGeneratable(`its template is not a JSON object: ${secretStringTemplate}`);
  return JSON.stringify({ ...parsed.data, [generateStringKey]: password });
}

function generatePassword(spec: GenerateSecretString, random: RandomInteger): string {
  const types = includedTypes(spec);
  const all = types.join('');
  const required = spec.requireEachIncludedType ? types : [];
  if (all === '') throw notGeneratable('every character is excluded');
  if (spec.passwordLength < required.length) {
    throw notGeneratable(
      `its length ${spec.passwordLength} is less than the number of required character types, ${required.length}`,
    );
  }
  const rest = Array.from({ length: spec.passwordLength - required.length }, () => pick(all, random));
  return shuffle([...required.map((type) => pick(type, random)), ...rest], random).join('');
}

function pick(characters: string, random: RandomInteger): string {
  return characters.charAt(random(characters.length));
}

/** Fisher and Yates, so that the required types do not always come first. */
function shuffle(characters: readonly string[], random: RandomInteger): readonly string[] {
  const shuffled = [...characters];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? '', shuffled[last] ?? ''];
  }
  return shuffled;
}

function notGeneratable(why: string): Failure {
  return new Failure('SECRET_NOT_GENERATABLE', `A secret cannot be generated: ${why}.`, {
    hint: 'Correct GenerateSecretString of the secret in the CDK app.',
  });
}
