import type { Restore } from './plan-restore.ts';
import type { VersionStore } from './version-store.ts';

/** Copies that are under way at a time. */
const atOnce = 8;

/** An object that was brought back. */
export interface Restored extends Restore {
  readonly newVersionId: string;
}

/** Copies each version on top of its object, and tells of each. An interrupted restore can be repeated. */
export async function carryOutRestore(
  store: VersionStore,
  restores: readonly Restore[],
  onRestored: (restored: Restored) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let index = 0; index < restores.length; index += atOnce) {
    signal.throwIfAborted();
    await Promise.all(
      restores.slice(index, index + atOnce).map(async (restore) => {
        onRestored({ ...restore, newVersionId: await store.copyOnTop(restore.version) });
      }),
    );
  }
}
