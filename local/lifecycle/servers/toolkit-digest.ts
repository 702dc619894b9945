import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * SHA-256 of the code that the control plane runs: it reads the checkout when it starts, so a change of the code
 * has to restart it.
 */
export async function toolkitDigest(checkout: string): Promise<string> {
  const files: string[] = ['pnpm-lock.yaml'];
  for await (const file of glob('{aws,definition,failure,json,local,net,time}/**/*.{ts,sh}', {
    cwd: checkout,
  })) {
    if (!isForTests(file)) files.push(file);
  }
  const contents = await Promise.all(files.sort().map(async (file) => readFile(join(checkout, file))));
  const hash = createHash('sha256');
  for (const [index, file] of files.entries()) hash.update(`${file}\0`).update(contents[index] ?? '');
  return hash.digest('hex').slice(0, 16);
}

/** A changed test or its support must not restart anything of a user's. */
function isForTests(file: string): boolean {
  return file.endsWith('.test.ts') || file.split('/').includes('testing');
}
