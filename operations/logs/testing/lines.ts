import type { LogLine } from '../log-line.ts';

/** A line of a source at a time; its text says which it is unless one is given. */
export function lineAt(source: string, atMs: number, text = `${source} at ${atMs}`): LogLine {
  return { source, atMs, text, task: undefined, stream: undefined };
}
