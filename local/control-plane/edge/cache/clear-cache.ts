import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** nginx keeps an object's key behind a head of a few hundred bytes; a key has an URL of 8192 bytes at most first. */
const readBytes = 16 * 1024;
const keyMark = '\nKEY: ';

/**
 * Removes the objects of nginx's cache whose key is asked for, those that are just being written too; gives their number.
 * nginx takes a file that is gone for an object that it does not have. Does nothing where there is no cache yet.
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_cache_path
 */
export async function clearCache(folder: string, isMeant: (key: string) => boolean): Promise<number> {
  let cleared = 0;
  for (const path of await filesIn(folder)) {
    const key = await keyOf(path);
    if (key === undefined || !isMeant(key)) continue;
    await rm(path, { force: true });
    cleared += 1;
  }
  return cleared;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Undefined for what is no object of a cache, and for one that went meanwhile. */
async function keyOf(path: string): Promise<string | undefined> {
  const head = await headOf(path);
  const start = head?.indexOf(keyMark) ?? -1;
  if (head === undefined || start < 0) return undefined;
  const end = head.indexOf('\n', start + keyMark.length);
  return head.subarray(start + keyMark.length, end < 0 ? undefined : end).toString('latin1');
}

async function headOf(path: string): Promise<Buffer | undefined> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(readBytes), 0, readBytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
