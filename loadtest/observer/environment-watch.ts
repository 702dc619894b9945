import { listServiceNames } from '../../operations/service-status.ts';
import type { Target } from '../../operations/target.ts';
import type { ObservedRecord } from '../record/observed-record.ts';
import { type EndpointClock, endpointClock } from './endpoint-clock.ts';
import { gapLog } from './gap-log.ts';
import { type History, type HistoryRange, latestHistory, noHistory, readHistory } from './history.ts';
import { lookLog } from './look-log.ts';
import { messageOf } from './message-of.ts';
import { observedSoFar } from './observed-so-far.ts';
import { lookAtServices } from './service-look.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface WatchOptions {
  readonly cluster: string;
  readonly timeScale: number;
  readonly edge: Target;
  readonly answerTimeoutMs: number;
  /** Never goes back. Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** What an observer keeps of an environment. Nothing here rejects, except for the reason of an abort. */
export interface EnvironmentWatch {
  /** Looks at tasks, targets and events; without an answer a gap begins. */
  look(): Promise<void>;
  /** Reads what AWS keeps of a time, which is on the clock of the load. */
  read(range: HistoryRange): Promise<History>;
  /** The services that had running tasks at the last look. */
  running(): readonly string[];
  /** How much the endpoint's clock is ahead. */
  clockAheadMs(): number;
  soFar(missing?: readonly string[]): ObservedRecord;
  close(): void;
}

/** Reading a history takes many requests, some after others. */
const requestsOfReading = 6;

export function environmentWatch(target: Target, options: WatchOptions): EnvironmentWatch {
  const { cluster, answerTimeoutMs, now, signal } = options;
  const [log, gaps, startMs] = [lookLog(), gapLog(), now()];
  let endpoint: EndpointClock | undefined;
  let services: readonly string[] = [];
  let history = noHistory;
  const clockAheadMs = () => endpoint?.aheadMs() ?? 0;
  const earliest = (atMs: number) => endpoint?.earliest(atMs) ?? atMs;

  async function inTime<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    return await unlessAborted(work(within), within);
  }

  async function listServices(): Promise<readonly string[]> {
    const ecs = await target.clients.ecs();
    endpoint ??= endpointClock(ecs, now);
    return await listServiceNames(ecs, cluster);
  }

  async function lookNow(within: AbortSignal): Promise<void> {
    if (services.length === 0) services = await listServices();
    log.add(await lookAtServices(target, { cluster, services }, { now, signal: within }));
  }

  async function readNow({ fromMs, toMs, metricsToMs }: HistoryRange): Promise<History> {
    services = await listServices();
    const aheadMs = clockAheadMs();
    return await readHistory({ ...options, target }, services, {
      fromMs: earliest(fromMs),
      toMs: toMs + aheadMs,
      metricsToMs: metricsToMs + aheadMs,
    });
  }

  return {
    look: async () => {
      const atMs = now();
      try {
        await inTime(answerTimeoutMs, lookNow);
        gaps.answered(atMs);
      } catch (error) {
        signal.throwIfAborted();
        gaps.failed(atMs, messageOf(error));
      }
    },
    read: async (range) => {
      let read: History;
      try {
        read = await inTime(answerTimeoutMs * requestsOfReading, () => readNow(range));
      } catch (error) {
        signal.throwIfAborted();
        read = { ...noHistory, failures: [`Metrics and scaling could not be read: ${messageOf(error)}`] };
      }
      history = latestHistory(history, read);
      return history;
    },
    running: () => log.services().filter((service) => (log.samples(service).at(-1)?.runningCount ?? 0) > 0),
    clockAheadMs,
    soFar: (missing = []) =>
      observedSoFar({
        ...{ cluster, log, history, missing, sinceMs: earliest(startMs) },
        ...{ gaps: gaps.gaps(now()), clockAheadMs: clockAheadMs() },
      }),
    close: () => endpoint?.close(),
  };
}
