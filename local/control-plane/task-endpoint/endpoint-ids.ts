import { createHmac, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Secret } from '../../../failure/secret.ts';

/** Gives each task the unguessable id of its endpoints: the same one after a restart, since it follows from a key. */
export function endpointIds(key: Secret): (taskId: string) => string {
  return (taskId) => createHmac('sha256', key.reveal()).update(taskId).digest('hex').slice(0, 32);
}

/** Reads the key of the ids, and makes it where there is none yet. */
export async function keepEndpointKey(path: string): Promise<Secret> {
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present.length >= 64) return new Secret(present);
  const made = randomBytes(32).toString('hex');
  await writeFile(path, made, { mode: 0o600 });
  return new Secret(made);
}
