import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const digestLength = 12;

/** Twelve hex digits that change when one of the texts does. */
export function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest('hex').slice(0, digestLength);
}

/** A digest of a file, or of a folder's files with their names; entries whose relative path `isLeftOut` do not count. */
export async function hashFolder(
  folder: string,
  isLeftOut: (path: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256');
  const isFolder = (await stat(folder)).isDirectory();
  for (const path of isFolder ? await filesOf(folder, isLeftOut) : ['']) {
    hash
      .update(`${path}\0`)
      .update(await contentOf(join(folder, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, digestLength);
}

/** The relative paths of all files of a folder and of its subfolders, in a fixed order. */
export async function filesOf(
  folder: string,
  isLeftOut: (path: string) => boolean,
): Promise<readonly string[]> {
  return await filesIn(folder, folder, isLeftOut);
}

async function filesIn(
  root: string,
  folder: string,
  isLeftOut: (path: string) => boolean,
): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .map((entry) => ({ entry, path: relative(root, join(folder, entry.name)) }))
      .filter(({ path }) => !isLeftOut(path))
      .map(({ entry, path }) => (entry.isDirectory() ? filesIn(root, join(root, path), isLeftOut) : [path])),
  );
  return nested.flat().sort();
}

const mebibyte = 1024 * 1024;

/** Each start reads the whole application: what is small is read synchronously, which is several times as fast. */
async function contentOf(path: string): Promise<Buffer | string> {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return readlinkSync(path);
  return entry.size < mebibyte ? readFileSync(path) : await readFile(path);
}
