import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Secret } from '../../../failure/secret.ts';

/** Gives each task the unguessable id of its endpoints: the same one after a restart, since it follows from a key. */
export function endpointIds(key: Secret): (taskId: string) => string {
  return (taskId) => createHmac('sha256', key.reveal()).update(taskId).digest('hex').slice(0, 32);
}

/**
 * Reads the key of the ids. Where it is missing or damaged it is derived from a secret of the environment that is kept
 * elsewhere, so that tasks that run keep their endpoints when the file is lost.
 */
export async function keepEndpointKey(path: string, environmentSecret: Secret): Promise<Secret> {
  const present = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{64}$/.test(present)) return new Secret(present);
  const derived = createHmac('sha256', environmentSecret.reveal()).update('task endpoints').digest('hex');
  await writeFile(path, derived, { mode: 0o600 });
  return new Secret(derived);
}
