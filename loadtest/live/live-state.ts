import type { RecordedPolicy } from '../../local/scaling/words/scaling-record.ts';
import type { LoadWindow } from '../record/load-record.ts';
import type { ObservedRecord, ObservedService } from '../record/observed-record.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';

/** What is known of a load test while it runs. Times are milliseconds since the epoch. */
export interface LiveState {
  readonly plan: LoadPlan;
  /** Such as `local`. */
  readonly environment: string;
  readonly nowMs: number;
  /** When the load began: with the first window, to the length of a window. Before there is one, when k6 was started. */
  readonly loadStartMs: number;
  readonly windowMs: number;
  /** Of the whole test so far. */
  readonly totals: LiveTotals;
  /** The windows of the last ten seconds that were measured, the oldest first. */
  readonly recent: readonly TimedWindow[];
  readonly services: readonly LiveService[];
  /** Since when the AWS endpoint has not answered, and why; absent while it does. */
  readonly unanswered?: { readonly sinceMs: number; readonly reason: string };
}

export interface LiveTotals {
  readonly requests: number;
  readonly failed: number;
  readonly wrong: number;
  readonly droppedIterations: number;
}

export interface TimedWindow {
  readonly startMs: number;
  readonly window: LoadWindow;
}

/** The newest of a service. */
export interface LiveService {
  readonly service: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly healthy?: number;
  readonly metrics: readonly LiveMetric[];
}

/** The metric of a policy, and the value from which it acts; no value where there is no data. */
export interface LiveMetric {
  readonly policyName: string;
  readonly value?: number;
  readonly limit: number;
}

/** Something new: windows that are finished, each given once; all that was observed so far; or the time. */
export type LiveEvent =
  | { readonly kind: 'load'; readonly windows: readonly TimedWindow[] }
  | { readonly kind: 'observed'; readonly observed: ObservedRecord }
  | { readonly kind: 'time'; readonly nowMs: number };

const recentMs = 10_000;

/** Before anything is known. `windowMs` is the length of the windows that will come. */
export function startLive(
  of: Pick<LiveState, 'plan' | 'environment' | 'windowMs'>,
  nowMs: number,
): LiveState {
  const totals = { requests: 0, failed: 0, wrong: 0, droppedIterations: 0 };
  return { ...of, nowMs, totals, loadStartMs: nowMs, recent: [], services: [] };
}

/** What is known after one more event. */
export function liveState(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'load':
      return event.windows.reduce(withWindow, state);
    case 'observed':
      return withObserved(state, event.observed);
    case 'time':
      return { ...state, nowMs: event.nowMs };
  }
}

function withWindow(state: LiveState, timed: TimedWindow): LiveState {
  const { totals, recent, loadStartMs } = state;
  const isFirst = recent.length === 0;
  return {
    ...state,
    loadStartMs: isFirst ? timed.startMs : loadStartMs,
    totals: addedUp(totals, timed.window),
    recent: [...recent, timed].filter(({ startMs }) => startMs > timed.startMs - recentMs),
  };
}

function addedUp(totals: LiveTotals, { steps, droppedIterations }: LoadWindow): LiveTotals {
  return Object.values(steps).reduce(
    ({ requests, failed, wrong, ...rest }, step) => ({
      ...rest,
      requests: requests + step.requests,
      failed: failed + Object.values(step.failures).reduce((sum, count) => sum + count, 0),
      wrong: wrong + step.wrong,
    }),
    { ...totals, droppedIterations: totals.droppedIterations + droppedIterations },
  );
}

function withObserved({ unanswered: _, ...state }: LiveState, observed: ObservedRecord): LiveState {
  const gap = observed.gaps.at(-1);
  const newestMs = Math.max(...observed.services.map(({ samples }) => samples.at(-1)?.atMs ?? 0));
  return {
    ...state,
    services: observed.services.flatMap(liveService),
    ...(gap === undefined || gap.fromMs < newestMs
      ? {}
      : { unanswered: { sinceMs: gap.fromMs, reason: gap.reason } }),
  };
}

/** None before it was first seen. */
function liveService({ service, samples, scaling }: ObservedService): readonly LiveService[] {
  const sample = samples.at(-1);
  if (sample === undefined) return [];
  const { desiredCount, runningCount, pendingCount, healthyTargets } = sample;
  return [
    {
      ...{ service, desired: desiredCount, running: runningCount, pending: pendingCount },
      ...(healthyTargets === undefined ? {} : { healthy: healthyTargets }),
      metrics: (scaling?.policies ?? []).map(liveMetric),
    },
  ];
}

function liveMetric(recorded: RecordedPolicy): LiveMetric {
  const { policyName } = recorded.policy;
  const isStep = 'alarm' in recorded;
  const alarm = isStep ? recorded.alarm : recorded.high;
  const value = alarm.values.at(-1)?.value;
  return {
    ...{ policyName, limit: isStep ? recorded.alarm.threshold : recorded.policy.targetValue },
    ...(value === undefined ? {} : { value }),
  };
}
