import { setTimeout as delay } from 'node:timers/promises';
import type { Counts, ScaledService } from './scaled-service.ts';

/** What a service counted from a moment on, in milliseconds since the epoch. */
export interface CountsSince extends Counts {
  readonly at: number;
}

export interface CountsWatch {
  /** One for each change, the first for how it began. */
  readonly seen: readonly CountsSince[];
  stop(): Promise<void>;
}

const pauseMs = 250;

/** Asks for the counts of a service four times a second. */
export function watchCounts(service: ScaledService): CountsWatch {
  const seen: CountsSince[] = [];
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const at = Date.now();
      const counts = await service.counts();
      const last = seen.at(-1);
      if (last?.desired !== counts.desired || last.running !== counts.running) seen.push({ ...counts, at });
      await delay(pauseMs);
    }
  };
  const watching = watch();
  return {
    seen,
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}
