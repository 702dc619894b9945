import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** How far a container's output was shipped: the time of the last line, and how many lines had that very time. */
export interface LogCursor {
  readonly at: number;
  readonly lines: number;
}

const cursorsSchema = z.record(z.string(), z.object({ at: z.number(), lines: z.number() }));

/** The cursors of all containers, by engine id, kept in a file so that a restart continues where it was. */
export interface LogCursors {
  get(runtimeId: string): LogCursor | undefined;
  set(runtimeId: string, cursor: LogCursor): void;
  forget(runtimeId: string): void;
  /** Writes them, if they changed since they were written last. */
  save(): Promise<void>;
}

/** Reads the cursors; a file that cannot be read only means that some lines are shipped twice. */
export function openLogCursors(path: string): LogCursors {
  const cursors = new Map(Object.entries(readCursors(path)));
  let changed = false;
  return {
    get: (runtimeId) => cursors.get(runtimeId),
    set: (runtimeId, cursor) => {
      cursors.set(runtimeId, cursor);
      changed = true;
    },
    forget: (runtimeId) => {
      changed = cursors.delete(runtimeId) || changed;
    },
    save: async () => {
      if (!changed) return;
      changed = false;
      try {
        await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(cursors)), { mode: 0o600 });
        await rename(`${path}.new`, path);
      } catch (error) {
        changed = true;
        throw error;
      }
    },
  };
}

function readCursors(path: string): z.infer<typeof cursorsSchema> {
  try {
    return cursorsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
