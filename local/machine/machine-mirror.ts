import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DebianMirror, debianMirror } from './debian-mirror.ts';
import { readDistribution } from './distribution.ts';

const sourcesFolder = '/etc/apt/sources.list.d';

/** The Debian mirror that this machine's own apt is set to. */
export async function machineMirror(): Promise<DebianMirror> {
  const { id } = await readDistribution();
  const names = await readdir(sourcesFolder).catch((): string[] => []);
  const paths = ['/etc/apt/sources.list', ...names.map((name) => join(sourcesFolder, name))];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return debianMirror(texts, id);
}
