import type { RecordedAlarm, ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import type { LoadWindow, StepWindow } from '../record/load-record.ts';
import type { ObservationGap, ObservedService, ServiceSample } from '../record/observed-record.ts';
import { recordResponseTimes } from '../record/response-times.ts';
import type { RunRecord } from '../record/run-record.ts';

/** How a sample run differs from the usual one. */
export interface SampleRunOptions {
  readonly seconds?: number;
  readonly requestsPerSecond?: number;
  readonly timeScale?: number;
}

/** Steps of journeys with their part of the requests; all parts add up to 1. */
export const sampleSteps = {
  ...{ 'browse: home': 0.15, 'browse: category': 0.15, 'browse: product': 0.15, 'browse: pictures': 0.2 },
  ...{ 'search: results': 0.1, 'cart: add': 0.05, 'cart: show': 0.05, 'checkout: address': 0.03 },
  ...{ 'checkout: payment': 0.03, 'checkout: complete': 0.03, 'admin: sign in': 0.02, 'admin: orders': 0.04 },
} as const;

export const sampleStartMs = Date.UTC(2026, 10, 3, 9, 59, 58);
const requestsOfJourney = 5;

/**
 * A run in whose middle third four times as many visitors come: its web service goes from two tasks to six and back, and
 * some requests fail meanwhile.
 */
export function sampleRun(options: SampleRunOptions = {}): RunRecord {
  const { seconds = 300, requestsPerSecond = 20, timeScale = 10 } = options;
  const startMs = sampleStartMs;
  const loadStartMs = startMs + 2000;
  const third = (seconds * 1000) / 3;
  const rate = requestsPerSecond / requestsOfJourney;
  return {
    version: 1,
    plan: {
      ...{ scenario: 'spike', startRatePerSecond: rate / 2, mostVisitors: 200 },
      mix: { browse: 0.6, search: 0.2, cart: 0.1, checkout: 0.06, admin: 0.04 },
      stages: [
        { durationMs: third, ratePerSecond: rate / 2 },
        { durationMs: 0, ratePerSecond: 2 * rate },
        { durationMs: third, ratePerSecond: 2 * rate },
        { durationMs: 0, ratePerSecond: rate / 2 },
        { durationMs: third, ratePerSecond: rate / 2 },
      ],
    },
    ...{ environment: 'local', timeScale, startMs, endMs: loadStartMs + seconds * 1000 + 20_000 },
    k6: { version: '1.1.0', ended: 'completed', exitCode: 0 },
    load: {
      ...{ startMs: loadStartMs, windowMs: 1000 },
      windows: Array.from({ length: seconds }, (_, second) =>
        loadWindow(
          second,
          seconds,
          isInMiddle(second, seconds) ? 2 * requestsPerSecond : requestsPerSecond / 2,
        ),
      ),
    },
    observed: {
      services: [webService(loadStartMs, seconds, timeScale), workerService(loadStartMs, seconds)],
      gaps: [sampleGap(loadStartMs, seconds)],
      clockAheadMs: 12,
    },
  };
}

/** A while early in the test in which the AWS endpoint does not answer. */
function sampleGap(startMs: number, seconds: number): ObservationGap {
  const [fromMs, toMs] = [startMs + 30 * seconds, startMs + 60 * seconds];
  return { fromMs, toMs, reason: 'connect ECONNREFUSED 127.0.0.1:4566' };
}

function isInMiddle(second: number, seconds: number): boolean {
  return second >= seconds / 3 && second < (2 * seconds) / 3;
}

/** Between 0 and 1, and always the same for the same number. */
export function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

function loadWindow(second: number, seconds: number, requests: number): LoadWindow {
  const isBusy = isInMiddle(second, seconds) && second < seconds / 2;
  const steps = Object.entries(sampleSteps).map(([name, part], index) => {
    const seed = second * 12 + index;
    const count = Math.floor(requests * part + noise(seed));
    return [name, stepWindow(count, seed, 30 + 12 * index + (isBusy ? 250 : 0), isBusy)] as const;
  });
  const iterations = Math.round(requests / requestsOfJourney);
  return {
    ...{ iterations, droppedIterations: isBusy && second % 5 === 0 ? 2 : 0, visitors: iterations * 4 },
    steps: Object.fromEntries(steps.filter(([, { requests: made }]) => made > 0)),
  };
}

function stepWindow(requests: number, seed: number, typicalMs: number, isBusy: boolean): StepWindow {
  const failed = isBusy && requests > 0 && noise(seed + 0.5) > 0.96 ? 1 : 0;
  return {
    ...{ requests, failures: failed === 0 ? {} : { 502: failed }, wrong: 0 },
    times: sampleTimes(requests, typicalMs, seed % 16),
  };
}

const encoded = new Map<string, string>();

/** To encode each histogram of a long run would take longer than the test of it. */
function sampleTimes(requests: number, typicalMs: number, variant: number): string {
  const key = `${requests} ${typicalMs} ${variant}`;
  const known = encoded.get(key);
  if (known !== undefined) return known;
  const recorder = recordResponseTimes();
  for (let request = 0; request < requests; request += 1) {
    const luck = noise(variant * 100 + request);
    recorder.record(typicalMs * (0.6 + luck) * (luck > 0.97 ? 4 : 1));
  }
  encoded.set(key, recorder.encoded());
  return recorder.encoded();
}

function webService(startMs: number, seconds: number, timeScale: number): ObservedService {
  const at = (share: number) => startMs + share * seconds * 1000;
  const tasks = (atMs: number) => (atMs < at(0.45) ? 2 : atMs < at(0.9) ? 6 : 3);
  return {
    ...{ cluster: 'store', service: 'web' },
    samples: samples(startMs, seconds, (atMs) => {
      const [desiredCount, runningCount] = [tasks(atMs), tasks(atMs - 15_000)];
      const pendingCount = Math.max(0, desiredCount - runningCount);
      return { desiredCount, runningCount, pendingCount, healthyTargets: runningCount };
    }),
    events: [
      { atMs: at(0.45), message: '(service web) has started 4 tasks: (task 1) (task 2) (task 3) (task 4).' },
      { atMs: at(0.55), message: '(service web) has reached a steady state.' },
    ],
    scaling: webScaling(at, seconds, timeScale),
    metrics: [
      {
        ...{ namespace: 'AWS/ECS', name: 'MemoryUtilization', statistic: 'Average', unit: 'Percent' },
        periodSeconds: 60,
        values: values(at(0), seconds, timeScale, (share) => (isBusyAt(share) ? 62 : 40)),
      },
    ],
  };
}

function workerService(startMs: number, seconds: number): ObservedService {
  const counts = { desiredCount: 1, runningCount: 1, pendingCount: 0 };
  return {
    ...{ cluster: 'store', service: 'worker', events: [], metrics: [] },
    samples: samples(startMs, seconds, () => counts),
  };
}

function samples(
  startMs: number,
  seconds: number,
  read: (atMs: number) => Omit<ServiceSample, 'atMs' | 'deployments'>,
): readonly ServiceSample[] {
  const { fromMs, toMs } = sampleGap(startMs, seconds);
  return Array.from({ length: Math.floor(seconds / 3) }, (_, index) => startMs + index * 3000)
    .filter((atMs) => atMs < fromMs || atMs >= toMs)
    .map((atMs) => {
      const deployments = [{ id: 'ecs-svc/1', startMs: startMs - 600_000, rolloutState: 'COMPLETED' }];
      return { atMs, ...read(atMs), deployments };
    });
}

function webScaling(at: (share: number) => number, seconds: number, timeScale: number): ScalingRecord {
  const alarm = (alarmName: string, threshold: number, of: Partial<RecordedAlarm>): RecordedAlarm => ({
    ...{ alarmName, threshold, periodSeconds: 60, metricName: 'CPUUtilization', state: 'OK' },
    ...{ areActionsDisabled: false, transitions: [], values: [], ...of },
  });
  const cpu = values(at(0), seconds, timeScale, (share) => (isBusyAt(share) ? 92 : share > 0.5 ? 48 : 35));
  const latency = values(at(0), seconds, timeScale, (share) => (isBusyAt(share) ? 0.55 : 0.2));
  const name = (end: string) =>
    `TargetTracking-service/store/web-${end}-6a1d0c1e-1f6e-4f0c-9d55-0d6b4d7f2a11`;
  return {
    ...{ resourceId: 'service/store/web', timeScale, minCapacity: 2, maxCapacity: 6 },
    ...{ isScaleOutSuspended: false, isScaleInSuspended: false, desiredCount: 3, runningCount: 3 },
    ...{ deployments: [], tasks: [] },
    policies: [
      {
        policy: {
          ...{ kind: 'target-tracking', policyName: 'cpu', targetValue: 60, periodSeconds: 60 },
          ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300, disableScaleIn: false },
        },
        high: alarm(name('AlarmHigh'), 60, { values: cpu, transitions: inAlarm(at(0.44), at(0.55)) }),
        low: alarm(name('AlarmLow'), 54, { values: cpu, transitions: inAlarm(at(0.85), at(0.97)) }),
      },
      {
        policy: {
          ...{ kind: 'step-scaling', policyName: 'latency', adjustmentType: 'ChangeInCapacity' },
          ...{ cooldownSeconds: 60, steps: [{ lowerBound: 0, scalingAdjustment: 2 }] },
        },
        alarm: alarm('web-latency', 0.5, {
          ...{ metricName: 'TargetResponseTime', values: latency, transitions: inAlarm(at(0.46), at(0.56)) },
        }),
      },
    ],
    activities: [
      activity(
        at(0.9),
        at(0.9) + 1500,
        3,
        `monitor alarm ${name('AlarmLow')} in state ALARM triggered policy cpu`,
      ),
      activity(
        at(0.45),
        at(0.5),
        6,
        `monitor alarm ${name('AlarmHigh')} in state ALARM triggered policy cpu`,
      ),
    ],
  };
}

function isBusyAt(share: number): boolean {
  return share > 0.34 && share < 0.5;
}

function inAlarm(fromMs: number, toMs: number): RecordedAlarm['transitions'] {
  return [
    { atMs: fromMs, from: 'OK', to: 'ALARM' },
    { atMs: toMs, from: 'ALARM', to: 'OK' },
  ];
}

function activity(startMs: number, endMs: number, count: number, cause: string) {
  return {
    ...{ startMs, endMs, cause, description: `Setting desired count to ${count}.` },
    ...{ status: 'Successful', notScaled: [] },
  };
}

/** A value for each minute, which the time scale shortens. */
function values(startMs: number, seconds: number, timeScale: number, read: (share: number) => number) {
  const minuteMs = 60_000 / timeScale;
  const minutes = Math.floor((seconds * 1000) / minuteMs);
  return Array.from({ length: minutes }, (_, minute) => ({
    startMs: startMs + minute * minuteMs,
    value: read(minute / minutes) * (0.95 + 0.1 * noise(minute)),
  }));
}
