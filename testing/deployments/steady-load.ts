import { Agent } from 'node:http';
import { counted } from '../counted.ts';
import { askStatus } from './ask-status.ts';
import { type Outcome, startSteadyRate } from './steady-rate.ts';

/** How a load went. Times are milliseconds since the epoch. */
export interface LoadReport {
  readonly requests: number;
  readonly failed: number;
  /** How often each failure came: a status code, or the code of a broken connection. */
  readonly failures: Readonly<Record<string, number>>;
  /** How fast 95 of 100 answers came, in milliseconds: what of a bad report is the machine's. */
  readonly p95Ms: number;
  readonly firstFailureAt?: number;
  readonly lastFailureAt?: number;
}

export interface SteadyLoad {
  /** What became of the requests until now. */
  readonly outcomes: readonly Outcome[];
  /** Ends the load and waits for the answers that are due still. */
  stop(): Promise<LoadReport>;
}

const answerTimeoutMs = 10_000;

/**
 * Sends requests at a fixed rate, however fast the answers come, until `stop` or `longestMs`. Anything but a 200
 * within 10 s is a failure.
 */
export function startSteadyLoad(options: {
  readonly url: string;
  readonly perSecond: number;
  readonly longestMs: number;
}): SteadyLoad {
  const agent = new Agent({ keepAlive: true });
  const rate = startSteadyRate(options, () => askStatus(options.url, agent, answerTimeoutMs));
  return {
    outcomes: rate.outcomes,
    stop: async () => {
      await rate.stop();
      agent.destroy();
      return reportOf(rate.outcomes);
    },
  };
}

/** `12 of 900 requests failed: 10 x 502, 2 x ECONNRESET, within 0.8 s (p95 40 ms)`. */
export function sayLoad({ requests, failed, failures, p95Ms, ...times }: LoadReport): string {
  const kinds = Object.entries(failures).map(([kind, count]) => `${count} x ${kind}`);
  const spanMs = (times.lastFailureAt ?? 0) - (times.firstFailureAt ?? 0);
  const why = failed === 0 ? '' : `: ${kinds.join(', ')}, within ${(spanMs / 1000).toFixed(1)} s`;
  return `${failed} of ${requests} requests failed${why} (p95 ${p95Ms} ms)`;
}

function reportOf(outcomes: readonly Outcome[]): LoadReport {
  const failed = outcomes.filter(({ outcome }) => outcome !== '200');
  const took = outcomes.map(({ sentAt, endedAt }) => endedAt - sentAt).toSorted((a, b) => a - b);
  const times = failed.map(({ sentAt }) => sentAt);
  return {
    requests: outcomes.length,
    failed: failed.length,
    failures: counted(failed.map(({ outcome }) => outcome)),
    p95Ms: took[Math.floor(took.length * 0.95)] ?? 0,
    ...(times.length === 0 ? {} : { firstFailureAt: Math.min(...times), lastFailureAt: Math.max(...times) }),
  };
}
