import { z } from 'zod';
import { ownValue } from '../../json/own-value.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { ResolvedResource } from '../resolution/resolved-template.ts';
import { text } from './scalars.ts';

const schema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: z.object({ SecretStringTemplate: z.string().optional() }).default({}),
});
const template = z.record(z.string(), z.unknown());

/** The value of a key that a template contains in plain text, or undefined if it is generated. */
export function templatedKey(secret: ResolvedResource, key: string): string | undefined {
  const properties = schema.safeParse(secret.properties);
  if (!properties.success) return undefined;
  const { SecretString, GenerateSecretString } = properties.data;
  const inClear = SecretString ?? GenerateSecretString.SecretStringTemplate;
  if (inClear === undefined) return undefined;
  const parsed = template.safeParse(parseJson(inClear));
  const value = text.safeParse(ownValue(parsed.data, key));
  return value.data;
}
