import { Cron } from 'croner';
import { awsCron } from './cron-pattern.ts';
import type { Schedule } from './schedule.ts';

/** A schedule with all that decides when it is due. Times are milliseconds since the epoch. */
export interface Recurrence {
  readonly schedule: Schedule;
  /** An IANA name, for `at` and `cron`; UTC where absent. */
  readonly timezone?: string;
  /** Nothing is due before the one and after the other. */
  readonly startMs?: number;
  readonly endMs?: number;
  readonly madeAtMs: number;
}

/**
 * When it is due first after a time; undefined if never. `timeScale` divides the interval of a `rate`. It leaves `at` and
 * `cron` alone: they name times of the clock, which stay those that people see.
 * Assumed: at a change to summer time, what falls into the hour that is left out is due at its end; in autumn, what falls
 * into the hour that comes twice is due at its first coming.
 */
export function nextOccurrence(recurrence: Recurrence, afterMs: number, timeScale = 1): number | undefined {
  const { startMs = -Infinity, endMs = Infinity } = recurrence;
  const next = nextAfter(recurrence, Math.max(afterMs, startMs - 1), timeScale);
  return next === undefined || next > endMs ? undefined : next;
}

function nextAfter(recurrence: Recurrence, afterMs: number, timeScale: number): number | undefined {
  const { schedule, timezone = 'UTC' } = recurrence;
  switch (schedule.kind) {
    case 'rate':
      return nextOfRate(recurrence, schedule.intervalMs / timeScale, afterMs);
    case 'at':
      return new Cron(schedule.localTime, { timezone }).nextRun(new Date(afterMs))?.getTime();
    case 'cron': {
      const cron = new Cron(schedule.pattern, { ...awsCron, mode: '7-part', timezone });
      return cron.nextRun(new Date(afterMs))?.getTime();
    }
  }
}

/** Assumed: first at its start, or, where it has none, one interval after it was made. */
function nextOfRate({ startMs, madeAtMs }: Recurrence, intervalMs: number, afterMs: number): number {
  const firstMs = startMs ?? madeAtMs + intervalMs;
  const passed = Math.max(0, Math.floor((afterMs - firstMs) / intervalMs) + 1);
  return Math.ceil(firstMs + passed * intervalMs);
}
