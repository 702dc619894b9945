import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';

/** SHA-256 of what a server reads when it starts, its entry scripts included: a change has to restart it. */
export async function dataStoreDigest(
  environment: LocalEnvironment,
  store: 'postgres' | 'redis' | 'mail',
): Promise<string> {
  const folder = join(environment.checkout, 'local', 'data-stores', store);
  const scripts = store === 'mail' ? [] : await filesIn(folder, ['.sh']);
  const kept = await filesIn(join(stateFile(environment, 'secrets'), store), settings);
  const hash = createHash('sha256');
  for (const file of [...scripts, ...kept]) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** Endings of the kept files that count. */
const settings = ['.conf', '.crt', '.pem', 'transit-encryption'];

async function filesIn(folder: string, endings: readonly string[]): Promise<readonly string[]> {
  const names = await readdir(folder);
  const wanted = names.filter((name) => endings.some((ending) => name.endsWith(ending)));
  return wanted.map((name) => join(folder, name)).sort();
}
