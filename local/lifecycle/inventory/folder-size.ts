import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The size of all files below a folder, in bytes; what cannot be looked into, or is deleted meanwhile, counts nothing. */
export async function sizeOfFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const found = await lstat(join(parentPath, name)).catch(() => undefined);
      return found?.size ?? 0;
    }),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
