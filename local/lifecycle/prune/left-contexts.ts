import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { sizeOfFolder } from '../inventory/folder-size.ts';
import type { PrunableContext } from './prune-plan.ts';

/** No build of an image takes that long. */
const youngMs = 6 * 3_600_000;

/** Folders of this user that builds which were killed left in the folder for temporary files. */
export async function leftContexts(folder: string, now: Date): Promise<readonly PrunableContext[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const named = entries.filter(
    (entry) => entry.isDirectory() && /^spree-parity-[a-z0-9]+-[A-Za-z0-9]{6}$/.test(entry.name),
  );
  const found = await Promise.all(named.map(({ name }) => contextAt(join(folder, name), now)));
  return found.flat();
}

async function contextAt(path: string, now: Date): Promise<readonly PrunableContext[]> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || stats.uid !== getuid?.()) return [];
  if (now.getTime() - stats.mtimeMs < youngMs) return [];
  return [{ kind: 'context', name: path, bytes: await sizeOfFolder(path) }];
}
