import type { Clock } from '../../../time/clock.ts';
import type { MetricSink } from '../../cloudwatch/metrics/metric-sink.ts';
import { createMetricStore, type MetricStore } from '../../cloudwatch/metrics/metric-store.ts';
import { resolutionOf } from '../../cloudwatch/metrics/resolution.ts';
import { isSoundDatum } from '../../cloudwatch/metrics/sound-datum.ts';
import type { Log } from '../logger.ts';
import { openMetricsJournal } from './metrics-journal.ts';
import { createUnwrittenData } from './unwritten-data.ts';

export interface MetricsOptions {
  /** Where the journal is; it is made when there is something to write. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** By how much periods are shortened. */
  readonly timeScale?: number;
  readonly flushEveryMs?: number;
  /** How many points are kept while the disk fails; about 100 bytes each. */
  readonly mostUnwritten?: number;
}

/** Metrics in memory, which a new process finds again. */
export type Metrics = Omit<MetricStore, 'put'> & MetricSink & { flush(): Promise<void> };

/**
 * Opens the metrics that are kept in a folder. They are written every five seconds, and when `signal` aborts; `flush`
 * resolves when all data that was put before is written, or could not be: then it is written with what comes next.
 */
export async function openMetrics(options: MetricsOptions): Promise<Metrics> {
  const { folder, clock, log, signal, timeScale = 1, flushEveryMs = 5000, mostUnwritten = 50_000 } = options;
  const store = createMetricStore({ timeScale, now: clock.now });
  const ownResolution = (isHighResolution: boolean) => resolutionOf(isHighResolution, timeScale);
  const journal = await openMetricsJournal(folder, { log, resolutionOf: ownResolution }, ({ data }) =>
    store.put(data),
  );
  const unwritten = createUnwrittenData({
    resolutionOf: ownResolution,
    mostPoints: mostUnwritten,
    onGivenUp: () => log.error('too many metrics are waiting for the disk: the older half is dropped'),
  });
  const failures = failureLog(log);

  async function write(): Promise<void> {
    if (unwritten.isEmpty()) return;
    const entry = unwritten.take();
    try {
      await journal.append(entry, clock.now());
      failures.succeeded();
    } catch (error) {
      unwritten.putBack(entry);
      failures.failed(error);
    }
  }

  let writing = Promise.resolve();
  const flush = () => {
    writing = writing.then(write);
    return writing;
  };
  void repeat(flush, { clock, signal, everyMs: flushEveryMs });
  return {
    read: store.read,
    list: store.list,
    units: store.units,
    position: journal.position,
    put: (data, progress) => {
      const sound = data.filter(isSoundDatum);
      store.put(sound);
      unwritten.add({ data: sound, positions: new Map(progress && [[progress.source, progress.position]]) });
    },
    flush,
  };
}

async function repeat(
  work: () => Promise<void>,
  {
    clock,
    signal,
    everyMs,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly everyMs: number },
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal);
    await work();
  }
}

const failuresPerEntry = 12;

/** Says that the disk fails when it begins to and every minute, and when it is over. */
function failureLog(log: Log) {
  let failures = 0;
  return {
    failed: (error: unknown) => {
      if (failures % failuresPerEntry === 0) {
        log.warn('metrics could not be written to disk; trying again', { error });
      }
      failures += 1;
    },
    succeeded: () => {
      if (failures > 0) log.info('metrics are written to disk again');
      failures = 0;
    },
  };
}
