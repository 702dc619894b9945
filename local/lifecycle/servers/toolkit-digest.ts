import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestSources, type SourceSelection } from '../source-files.ts';

/**
 * SHA-256 of the code that the control plane runs: it reads the checkout when it starts, so a change of the code
 * has to restart it.
 */
export async function toolkitDigest(checkout: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(checkout, 'pnpm-lock.yaml')));
  for (const folder of folders) digestSources(hash, join(checkout, folder), toolkitSources);
  return hash.digest('hex').slice(0, 16);
}

const folders = ['aws', 'definition', 'failure', 'json', 'local', 'net', 'time'];

/** A changed test or its support must not restart anything of a user's. */
const toolkitSources: SourceSelection = {
  endings: ['.ts', '.sh'],
  isLeftOut: (path) => path.endsWith('.test.ts') || path.split('/').includes('testing'),
};
