import { appendFile, mkdir, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How much of a file counts: a write that failed may have left more behind it. */
export interface Written {
  readonly path: string;
  readonly size: number;
}

/** Removes what a failed write left; there may be no file yet. */
export async function removeRest({ path, size }: Written): Promise<void> {
  try {
    if ((await stat(path)).size > size) await truncate(path, size);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** Appends a text to a file without a rest, which it makes if there is none. */
export async function appendWhole({ path, size }: Written, text: string): Promise<Written> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await appendFile(path, text, { mode: 0o600 });
  return { path, size: size + Buffer.byteLength(text) };
}
