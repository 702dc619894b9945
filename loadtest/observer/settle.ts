import type { Clock } from '../../time/clock.ts';
import type { History } from './history.ts';

/** How the end of a history is waited for. */
export interface Settling {
  readonly read: () => Promise<History>;
  /** When the last period begins that has to be complete, on the endpoint's clock. */
  readonly lastPeriodMs: number;
  /** Services that report their CPU in that period. */
  readonly reporting: () => readonly string[];
  readonly everyMs: number;
  /** Longer than this is not waited. */
  readonly longestMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface SettledHistory {
  readonly history: History;
  readonly isSettled: boolean;
}

/**
 * Reads a history until all its parts could be read, the last period has values, and none of them has changed since the
 * reading before: CloudWatch publishes late, and adds to what it has published. Raises the reason of an abort.
 */
export async function readSettled(settling: Settling): Promise<SettledHistory> {
  const { read, everyMs, longestMs, clock, signal } = settling;
  const untilMs = clock.now() + longestMs;
  let before: string | undefined;
  for (;;) {
    const history = await read();
    const end = JSON.stringify(valuesSince(history, settling.lastPeriodMs));
    if (history.failures.length === 0 && isReported(history, settling) && end === before) {
      return { history, isSettled: true };
    }
    if (clock.now() >= untilMs) return { history, isSettled: false };
    before = end;
    await clock.sleep(everyMs, signal);
    signal.throwIfAborted();
  }
}

function valuesSince({ metrics }: History, fromMs: number) {
  return metrics.map(({ metric }) => metric.values.filter(({ startMs }) => startMs >= fromMs));
}

/** Running tasks report their CPU whatever they do; other metrics may have nothing to say. */
function isReported({ metrics }: History, { lastPeriodMs, reporting }: Settling): boolean {
  return reporting().every((service) =>
    metrics.some(
      (each) =>
        each.service === service &&
        each.metric.name === 'CPUUtilization' &&
        (each.metric.values.at(-1)?.startMs ?? 0) >= lastPeriodMs,
    ),
  );
}
