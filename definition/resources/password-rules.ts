import { templatedKey } from '../properties/templated-key.ts';
import type { ResolvedResource } from '../resolution/resolved-template.ts';
import { includedTypes } from './generated-characters.ts';
import { generationOf } from './secret.ts';

/** What a service takes as a password. */
export interface PasswordRules {
  readonly least: number;
  readonly most: number;
  /** A character that it takes. */
  readonly character: RegExp;
  /** Which characters those are, in words. */
  readonly characters: string;
}

/**
 * Why a service would reject the value of a secret of the template (of one key, or the whole without a key),
 * or could reject a value that is generated for it; undefined if it accepts the value.
 */
export function whyBadPassword(
  secret: ResolvedResource,
  jsonKey: string | undefined,
  rules: PasswordRules,
): string | undefined {
  const name = secret.logicalId;
  const generation = generationOf(secret);
  const isGenerated = generation !== undefined && generation.generateStringKey === jsonKey;
  if (isGenerated) return whyBadGeneration(name, generation, rules);
  if (jsonKey === undefined && generation !== undefined)
    return `the secret ${name} is a JSON object: refer to one of its keys`;
  const given = jsonKey === undefined ? secret.properties.SecretString : templatedKey(secret, jsonKey);
  if (typeof given !== 'string') return undefined;
  if (!isWithin(given.length, rules))
    return `the value in the secret ${name} has ${given.length} characters: ${lengthOf(rules)}`;
  const isTaken = [...given].every((character) => rules.character.test(character));
  return isTaken
    ? undefined
    : `the value in the secret ${name} contains characters other than ${rules.characters}`;
}

function whyBadGeneration(
  name: string,
  generation: NonNullable<ReturnType<typeof generationOf>>,
  rules: PasswordRules,
): string | undefined {
  if (!isWithin(generation.passwordLength, rules)) {
    return `GenerateSecretString.PasswordLength of the secret ${name} is ${generation.passwordLength}: ${lengthOf(rules)}`;
  }
  const bad = [...includedTypes(generation).join('')].filter((character) => !rules.character.test(character));
  if (bad.length === 0) return undefined;
  return `the value that the secret ${name} generates may contain ${bad.join(' ')}, but only ${rules.characters} are allowed: exclude them in GenerateSecretString`;
}

function isWithin(length: number, { least, most }: PasswordRules): boolean {
  return length >= least && length <= most;
}

function lengthOf({ least, most }: PasswordRules): string {
  return `expected ${least} to ${most}`;
}
