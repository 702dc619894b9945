import type { Clock } from '../../../time/clock.ts';

export interface QuietOptions {
  readonly quietMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Acts once after the last stir, when `quietMs` have passed without another one; not once `signal` has aborted. */
export function whenQuiet(
  { quietMs, clock, signal }: QuietOptions,
  act: () => Promise<void>,
): { readonly stir: () => void } {
  let until = 0;
  let isWatching = false;
  const watch = async () => {
    for (let left = quietMs; left > 0 && !signal.aborted; left = until - clock.now()) {
      await clock.sleep(left, signal);
    }
    isWatching = false;
    if (!signal.aborted) await act();
  };
  return {
    stir: () => {
      until = clock.now() + quietMs;
      if (isWatching) return;
      isWatching = true;
      void watch();
    },
  };
}
