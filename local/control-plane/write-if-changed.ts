import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file as a whole where its text differs; true when it did. */
export async function writeIfChanged(path: string, text: string, mode = 0o666): Promise<boolean> {
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present === text) return false;
  await mkdir(dirname(path), { recursive: true });
  const written = `${path}.${process.pid}.new`;
  await writeFile(written, text, { mode });
  await rename(written, path);
  return true;
}
