import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { LoadRecord, LoadWindow } from '../../record/load-record.ts';
import type { ObservedService, ServiceSample } from '../../record/observed-record.ts';
import { recordResponseTimes } from '../../record/response-times.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { at, lasting, startMs } from './test-times.ts';

/** `[desired, running]` by the times from which they last. */
export type Counts = Readonly<Record<string, readonly [number, number]>>;

/** Samples of every five seconds, until a time. */
export function sampled(
  counts: Counts,
  until: string,
  changes: Partial<ServiceSample> = {},
): readonly ServiceSample[] {
  const count = Math.floor((at(until) - startMs) / 5000) + 1;
  return Array.from({ length: count }, (_, index) => {
    const atMs = startMs + index * 5000;
    const [desiredCount, runningCount] = lasting(counts, atMs) ?? [0, 0];
    return { atMs, desiredCount, runningCount, pendingCount: 0, deployments: [], ...changes };
  });
}

/** A service whose tasks are those that the samples tell. */
export function scaled(
  scaling: Partial<ScalingRecord>,
  samples: readonly ServiceSample[],
  service = 'web',
): ObservedService {
  const last = samples.at(-1);
  return {
    ...{ cluster: 'shop', service, samples, events: [], metrics: [] },
    scaling: {
      ...{ resourceId: `service/shop/${service}`, timeScale: 1, minCapacity: 2, maxCapacity: 10 },
      ...{ isScaleOutSuspended: false, isScaleInSuspended: false, deployments: [], policies: [] },
      ...{ desiredCount: last?.desiredCount ?? 2, runningCount: last?.runningCount ?? 2 },
      ...{ activities: [], tasks: [] },
      ...scaling,
    },
  };
}

/** What a second of the load is like. */
export interface Loaded {
  /** Journeys, of one request each. */
  readonly rate: number;
  /** Of all requests. */
  readonly ms?: number;
  /** Of the requests of a window, by reason. */
  readonly failures?: Readonly<Record<string, number>>;
}

/** Windows of ten seconds, until a time. */
export function loaded(states: Readonly<Record<string, Loaded>>, until: string): LoadRecord {
  const windowMs = 10_000;
  const count = Math.ceil((at(until) - startMs) / windowMs);
  const windows = Array.from({ length: count }, (_, index) =>
    windowOf(lasting(states, startMs + index * windowMs) ?? { rate: 0 }),
  );
  return { startMs, windowMs, windows };
}

function windowOf({ rate, ms = 100, failures = {} }: Loaded): LoadWindow {
  const requests = rate * 10;
  if (requests === 0) return { iterations: 0, droppedIterations: 0, steps: {} };
  const home = { requests, failures, wrong: 0, times: timesOf(requests, ms) };
  return { iterations: requests, droppedIterations: 0, steps: { 'browse: home': home } };
}

/** Encoding takes its time, and windows are alike. */
const encoded = new Map<string, string>();

function timesOf(count: number, ms: number): string {
  const key = `${count} ${ms}`;
  const known = encoded.get(key);
  if (known !== undefined) return known;
  const recorder = recordResponseTimes();
  for (let index = 0; index < count; index += 1) recorder.record(ms);
  encoded.set(key, recorder.encoded());
  return recorder.encoded();
}

/** A test of services under a load, until a time. */
export function run(
  until: string,
  services: readonly ObservedService[],
  changes: Partial<RunRecord> = {},
): RunRecord {
  const endMs = at(until);
  return {
    version: 1,
    plan: {
      ...{ scenario: 'spike', startRatePerSecond: 0, mostVisitors: 10 },
      stages: [{ durationMs: endMs - startMs, ratePerSecond: 10 }],
      mix: { browse: 1, search: 0, cart: 0, checkout: 0, admin: 0 },
    },
    ...{ environment: 'local', timeScale: 1, startMs, endMs },
    k6: { version: '1.1.0', ended: 'completed', exitCode: 0 },
    load: loaded({ '0:00': { rate: 1 }, '2:00': { rate: 10 } }, until),
    observed: { services, gaps: [], clockAheadMs: 0 },
    ...changes,
  };
}
