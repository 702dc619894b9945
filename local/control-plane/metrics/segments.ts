import { open, readdir } from 'node:fs/promises';
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

const chunkBytes = 256 * 1024;

/**
 * Gives a segment's whole lines one after the other, as all of them may take much memory, and returns how many bytes they
 * have: a process that was killed may have left half of one behind them.
 */
export async function readSegment(
  folder: string,
  name: string,
  onLine: (text: string) => void,
): Promise<number> {
  const file = await open(join(folder, name));
  const chunk = Buffer.alloc(chunkBytes);
  let size = 0;
  let begun: Buffer[] = [];
  try {
    for (;;) {
      const { bytesRead } = await file.read(chunk);
      if (bytesRead === 0) return size;
      let from = 0;
      for (let end = lineEnd(chunk, from, bytesRead); end > 0; end = lineEnd(chunk, from, bytesRead)) {
        const line = Buffer.concat([...begun, chunk.subarray(from, end)]);
        size += line.length;
        begun = [];
        from = end;
        onLine(line.toString('utf8', 0, line.length - 1));
      }
      begun.push(Buffer.from(chunk.subarray(from, bytesRead)));
    }
  } finally {
    await file.close();
  }
}

/** Behind the next line feed; 0 where there is none. */
function lineEnd(chunk: Buffer, from: number, bytes: number): number {
  return chunk.subarray(0, bytes).indexOf('\n', from) + 1;
}

/** The first bytes of a segment, or all of it. */
export async function segmentStart(folder: string, name: string, bytes: number): Promise<string> {
  const file = await open(join(folder, name));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
