import type { Progress } from '../../progress/progress.ts';
import { type BenchEnvironment, bringUpStore } from './bench-environment.ts';

/** The one environment of a run of the bench, made when a figure first asks for it. */
export interface SharedEnvironment {
  readonly get: () => Promise<BenchEnvironment>;
  /** Does nothing where no figure asked. */
  readonly remove: () => Promise<void>;
}

export function shareEnvironment(
  checkout: string,
  progress: Progress,
  signal: AbortSignal,
): SharedEnvironment {
  let store: Promise<BenchEnvironment> | undefined;
  const get = () => {
    store ??= progress.step('Store to measure', (step) => bringUpStore(checkout, step, signal));
    return store;
  };
  const remove = async () => {
    // What could not be brought up has removed itself.
    const made = await store?.catch(() => undefined);
    if (made !== undefined) await progress.step('Remove the store', made.remove);
  };
  return { get, remove };
}
