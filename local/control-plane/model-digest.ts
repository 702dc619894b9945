import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The code that reads a definition into the model. */
const modelFolder = join(import.meta.dirname, '..', '..', 'definition');

/** SHA-256 of that code: what other code read may have another shape. */
export async function modelDigest(folder: string = modelFolder): Promise<string> {
  const own: string[] = [];
  for await (const file of glob('**/*.ts', { cwd: folder })) if (!isForTests(file)) own.push(file);
  own.sort();
  const contents = await Promise.all(own.map((file) => readFile(join(folder, file))));
  const hash = createHash('sha256');
  for (const [index, file] of own.entries()) hash.update(`${file}\0`).update(contents[index] ?? '');
  return hash.digest('hex').slice(0, 16);
}

function isForTests(file: string): boolean {
  return file.endsWith('.test.ts') || file.split('/').includes('testing');
}
