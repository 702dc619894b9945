import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEnvironment } from '../../environment/local-environment.ts';

/** SHA-256 of what a data store reads when it starts, its entry scripts included: a change has to start it anew. */
export async function dataStoreDigest(
  { checkout, stateFolder }: LocalEnvironment,
  store: 'postgres' | 'redis',
): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [join(checkout, 'local', 'data-stores', store), join(stateFolder, 'secrets', store)]) {
    const files: string[] = [];
    for await (const file of glob('*.{sh,conf,crt,pem}', { cwd: folder })) files.push(file);
    if (folder.startsWith(stateFolder)) files.push(...(store === 'redis' ? ['transit-encryption'] : []));
    for (const file of files.sort()) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
