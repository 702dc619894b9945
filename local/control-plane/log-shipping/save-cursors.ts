import type { Clock } from '../../../time/clock.ts';
import type { Log } from '../logger.ts';
import type { LogCursors } from './log-cursors.ts';

const everyMs = 2_000;

/** Writes the cursors now and then, until `signal` aborts; a disk that fails is tried again each time. */
export async function saveCursors({
  cursors,
  log,
  clock,
  signal,
}: {
  readonly cursors: Pick<LogCursors, 'save'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<void> {
  let isFailing = false;
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal);
    if (signal.aborted) return;
    try {
      await cursors.save();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn('how far the output of tasks was shipped cannot be written', { error });
      isFailing = true;
    }
  }
}
