import type { SharedFolder } from '../workers/shared-folder.ts';

/** A shared folder in this process, whose files a test may look at. */
export interface SharedInMemory extends SharedFolder {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A shared folder that is empty, or has these files. */
export function sharedInMemory(given: Readonly<Record<string, Uint8Array>> = {}): SharedInMemory {
  const files = new Map(Object.entries(given));
  return {
    files,
    get: async (name) => files.get(name),
    put: async (name, content) => void files.set(name, content),
    has: async (name) => files.has(name),
  };
}
