import type { Target } from '../../operations/target.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import type { ObservedRecord } from '../record/observed-record.ts';
import { type EnvironmentWatch, environmentWatch } from './environment-watch.ts';
import { type Pace, paceAt } from './pace.ts';
import { readSettled, type SettledHistory } from './settle.ts';

export interface ObserveOptions {
  /** The cluster whose services are observed, as `readOneOffLaunch` gives it. */
  readonly cluster: string;
  /** How many times as fast metrics, alarms and cooldowns run: 1 on AWS. */
  readonly timeScale: number;
  /** Ends the observation at once, with what there is. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** Called after each look, also after one that failed. What it raises ends the observation. */
  readonly onLook?: () => void;
  /** Where CloudWatch has the metrics of distributions: on AWS in us-east-1. The target itself when absent. */
  readonly edge?: Target;
  /** How long the end waits for the last metrics at most; when absent five minutes, shortened by the time scale. */
  readonly longestSettleMs?: number;
  /** How long an answer may take; ten seconds when absent. */
  readonly answerTimeoutMs?: number;
}

/** Watches an environment while it is under load. */
export interface Observer {
  /** All looks so far; metrics and scaling are those of the last quarter of an hour, which a time scale shortens. */
  live(): ObservedRecord;
  /** How far AWS's clock is ahead of this machine's, in milliseconds. */
  clockAheadMs(): number;
  /** Waits for the last metrics, and gives the record of the whole time; may be called again. Raises only what `onLook` raised. */
  stop(): Promise<ObservedRecord>;
}

/**
 * Observes all services of a cluster from now on, through the AWS APIs alone. Without an answer it tries again with the
 * next look; the time until then is a gap. What AWS keeps is read once more at the end, for the whole time.
 */
export function observe(target: Target, options: ObserveOptions): Observer {
  const { cluster, timeScale, signal, edge = target, answerTimeoutMs = 10_000 } = options;
  const pace = { ...paceAt(timeScale), ...settleOption(options) };
  const clock = onwards(options.clock ?? systemClock);
  const startMs = clock.now();
  const watch = environmentWatch(target, {
    ...{ cluster, timeScale, edge, answerTimeoutMs, signal, now: clock.now },
  });
  const ending = new AbortController();
  const over = AbortSignal.any([signal, ending.signal]);
  const watching = watchUntil(over, { watch, pace, clock, onLook: options.onLook });
  // What `onLook` raises comes out of `stop`, not before.
  watching.catch(() => undefined);
  let stopped: Promise<ObservedRecord> | undefined;
  const end = async (): Promise<ObservedRecord> => {
    const endMs = clock.now();
    ending.abort();
    await watching;
    const missing = await readTheEnd({ watch, pace, clock, signal, startMs, endMs });
    watch.close();
    return watch.soFar(missing);
  };
  return {
    live: () => watch.soFar(),
    clockAheadMs: () => watch.clockAheadMs(),
    stop: () => {
      stopped ??= end();
      return stopped;
    },
  };
}

function settleOption({ longestSettleMs }: ObserveOptions): Partial<Pace> {
  return longestSettleMs === undefined ? {} : { longestSettleMs };
}

/** A clock that is set back stands still until it has caught up. */
function onwards({ now, sleep }: Clock): Clock {
  let latestMs = Number.NEGATIVE_INFINITY;
  return {
    sleep,
    now: () => {
      latestMs = Math.max(latestMs, now());
      return latestMs;
    },
  };
}

interface Watching {
  readonly watch: EnvironmentWatch;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly onLook: (() => void) | undefined;
}

/** Looks at even distances; metrics and scaling are read beside it, one reading at a time. It never rejects. */
async function watchUntil(over: AbortSignal, { watch, pace, clock, onLook }: Watching): Promise<void> {
  let reading: Promise<void> | undefined;
  let readAtMs = clock.now();
  while (!over.aborted) {
    const nextMs = clock.now() + pace.lookEveryMs;
    await watch.look().catch(() => undefined);
    if (reading === undefined && clock.now() >= readAtMs) {
      readAtMs = clock.now() + pace.readEveryMs;
      reading = readLatest(watch, clock.now(), pace).finally(() => {
        reading = undefined;
      });
    }
    onLook?.();
    await clock.sleep(Math.max(nextMs - clock.now(), 0), over);
  }
  await reading;
}

/** An abort ends it, as it ends everything else. */
async function readLatest(watch: EnvironmentWatch, nowMs: number, { liveMs }: Pace): Promise<void> {
  await watch.read({ fromMs: nowMs - liveMs, toMs: nowMs, metricsToMs: nowMs }).catch(() => undefined);
}

interface End extends Omit<Watching, 'onLook'> {
  readonly signal: AbortSignal;
  readonly startMs: number;
  readonly endMs: number;
}

/** Goes on looking and reading until the metrics of the end are complete; gives what is missing, in sentences. */
async function readTheEnd({ watch, pace, clock, signal, startMs, endMs }: End): Promise<readonly string[]> {
  const { periodMs, settleEveryMs: everyMs, longestSettleMs: longestMs } = pace;
  const read = async () => {
    await watch.look();
    return await watch.read({ fromMs: startMs, toMs: clock.now(), metricsToMs: endMs + periodMs });
  };
  const lastPeriodMs = Math.floor(Math.floor((endMs + watch.clockAheadMs()) / periodMs) * periodMs);
  try {
    const reporting = () => watch.running();
    const settling = { read, lastPeriodMs, reporting, everyMs, longestMs, clock, signal };
    return missingIn(await readSettled(settling), longestMs);
  } catch {
    return ['The observation was ended before its last metrics were there'];
  }
}

function missingIn({ history, isSettled }: SettledHistory, longestMs: number): readonly string[] {
  if (isSettled || history.failures.length > 0) return history.failures;
  return [`The metrics of the last period were not complete after ${Math.round(longestMs / 1000)} s`];
}
