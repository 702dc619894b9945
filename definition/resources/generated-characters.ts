import type { GenerateSecretString } from '../model/secrets.ts';

/**
 * The characters of each type that a generated password may have, without those that are excluded one by one; a type
 * of which nothing is left is none.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function includedTypes(spec: GenerateSecretString): readonly string[] {
  const types = [
    spec.excludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    spec.excludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    spec.excludeNumbers ? '' : '0123456789',
    spec.excludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    spec.includeSpace ? ' ' : '',
  ];
  const allowed = (character: string) => !spec.excludeCharacters.includes(character);
  return types.map((type) => [...type].filter(allowed).join('')).filter((type) => type !== '');
}
