import type { Clock } from '../../time/clock.ts';
import type { FileChange } from './plan-changes.ts';

/** Files that change together, such as by `git checkout`, are one batch: it ends when nothing changes for so long. */
const quietMs = 30;
/** A batch is taken by then, even if files go on changing. */
const longestMs = 1_000;

/** Files that changed together. */
export interface ChangeBatch {
  readonly changes: readonly FileChange[];
  /** When the first of them was seen to change, in milliseconds since the epoch. */
  readonly firstAt: number;
  /** Whether it has changes that could not be served before. */
  readonly isRetry: boolean;
}

/** Changes that wait to be served. */
export interface ChangeBatches {
  add(change: FileChange): void;
  /** Puts back what could not be served: it goes with the next batch. */
  keep(changes: readonly FileChange[]): void;
  /** The next batch, once there is one and it is whole; undefined when `signal` aborts. */
  next(signal: AbortSignal): Promise<ChangeBatch | undefined>;
}

/** Gathers changes into batches. */
export function changeBatches(clock: Clock): ChangeBatches {
  let waiting = new Map<string, FileChange>();
  let kept: readonly FileChange[] = [];
  let [firstAt, lastAt] = [0, 0];
  let wake = () => {};
  const untilWoken = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      wake = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  const take = (): ChangeBatch => {
    const changes = new Map([...kept, ...waiting.values()].map((each) => [each.path, each]));
    const isRetry = kept.length > 0;
    waiting = new Map();
    kept = [];
    return { changes: [...changes.values()], firstAt, isRetry };
  };
  return {
    add: (change) => {
      lastAt = clock.now();
      if (waiting.size === 0) firstAt = lastAt;
      waiting.set(change.path, change);
      wake();
    },
    keep: (changes) => {
      kept = changes;
    },
    next: async (signal) => {
      while (!signal.aborted) {
        if (waiting.size === 0) {
          await untilWoken(signal);
          continue;
        }
        const leftMs = Math.min(lastAt + quietMs, firstAt + longestMs) - clock.now();
        if (leftMs <= 0) return take();
        await clock.sleep(leftMs, signal);
      }
      return undefined;
    },
  };
}
