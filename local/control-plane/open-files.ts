import { readFile } from 'node:fs/promises';

const unlimited = 1_048_576;

/**
 * The hard limit of open files of this process, which runs in a container of the same engine: an engine that
 * may not raise limits cannot give a task more.
 */
export async function mostOpenFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  return parseMostOpenFiles(limits);
}

/** Reads the kernel's table of limits. */
function parseMostOpenFiles(limits: string): number {
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return hard === undefined ? unlimited : Number(hard);
}
