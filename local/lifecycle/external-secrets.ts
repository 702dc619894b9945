import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { externalSecrets } from '../../definition/resources/external-secret.ts';
import type { Workload } from '../../definition/workload.ts';
import { withMissingKeys } from '../aws/provide-secret.ts';
import type { NamedValue } from '../aws/put-values.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText, writePrivateFile } from '../environment/state-file.ts';
import { stateFile } from '../environment/state-files.ts';

/**
 * Values for the secrets that tasks read and that the template does not define, since nobody has put them into an account
 * here: each key that is read gets 32 hexadecimal digits, or the secret as a whole, generated once and then kept.
 */
export async function keepExternalSecrets(
  environment: LocalEnvironment,
  workload: Pick<Workload, 'taskDefinitions' | 'secrets'>,
): Promise<readonly NamedValue[]> {
  const kept: NamedValue[] = [];
  for (const { name, keys } of externalSecrets(workload)) {
    const path = join(stateFile(environment, 'secrets'), 'external', `${encodeURIComponent(name)}.secret`);
    const before = await readText(path);
    const generated = generate(keys);
    const value = before === undefined ? generated : withMissingKeys(before, generated);
    if (value !== before) await writePrivateFile(path, value);
    kept.push({ name, value });
  }
  return kept;
}

function generate(keys: readonly string[]): string {
  if (keys.length === 0) return random();
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, random()])));
}

function random(): string {
  return randomBytes(16).toString('hex');
}
