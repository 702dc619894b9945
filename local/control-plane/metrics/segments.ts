import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const hourMs = 3_600_000;
const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2})\.jsonl$/;

/** The file in which what is written at a time belongs: one for each hour. Their names are in the order of time. */
export function segmentAt(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 13)}.jsonl`;
}

/** When the hour of a segment is over. */
export function segmentEndMs(name: string): number {
  const [, hour] = pattern.exec(name) ?? [];
  return Date.parse(`${hour}:00:00Z`) + hourMs;
}

/** The segments in a folder, the oldest first; none where there is no folder. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => pattern.test(name)).sort();
}

/** A segment's whole lines: a process that was killed may have left half of one behind them. */
export async function readSegment(
  folder: string,
  name: string,
): Promise<{ readonly lines: readonly string[]; readonly size: number }> {
  const content = await readFile(join(folder, name));
  const size = content.lastIndexOf('\n') + 1;
  const lines = content.subarray(0, size).toString('utf8').split('\n').slice(0, -1);
  return { lines, size };
}
