import { z } from 'zod';
import type { ResolvedResource } from '../resolution/resolved-template.ts';
import { text } from './scalars.ts';

const schema = z.object({ GenerateSecretString: z.object({ SecretStringTemplate: z.string() }) });
const template = z.record(z.string(), z.unknown());

/** The value of a key that a secret's template gives in clear, or undefined where it is generated. */
export function templatedKey(secret: ResolvedResource, key: string): string | undefined {
  const properties = schema.safeParse(secret.properties);
  if (!properties.success) return undefined;
  const parsed = template.safeParse(parseJson(properties.data.GenerateSecretString.SecretStringTemplate));
  const value = text.safeParse(parsed.data?.[key]);
  return value.data;
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
