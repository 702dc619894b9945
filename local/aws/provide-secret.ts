import type { AwsClients } from '../../aws/clients.ts';
import { parseJson } from '../../json/parse-json.ts';
import { isNotFound, type NamedValue, putSecretValue } from './put-values.ts';

/**
 * Makes a secret that is missing. One that is there keeps its value, which somebody may have set; if that is a JSON
 * object, it gets the keys that it lacks.
 */
export async function provideSecret(clients: AwsClients, { name, value }: NamedValue): Promise<void> {
  const secretsManager = await clients.secretsManager();
  const current = await secretsManager.getSecretValue({ SecretId: name }).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (current?.SecretString !== undefined) {
    const completed = withMissingKeys(current.SecretString, value);
    if (completed !== current.SecretString) await putSecretValue(clients, { name, value: completed });
    return;
  }
  // One without a value is there too.
  if (await putSecretValue(clients, { name, value })) return;
  await secretsManager.createSecret({ Name: name, SecretString: value });
}

/** A secret's text with the keys that it lacks of another one; as it is where one of the two is not a JSON object. */
export function withMissingKeys(text: string, other: string): string {
  const [own, added] = [text, other].map(toObject);
  if (own === undefined || added === undefined) return text;
  return Object.keys(added).every((key) => Object.hasOwn(own, key))
    ? text
    : JSON.stringify({ ...added, ...own });
}

function toObject(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
