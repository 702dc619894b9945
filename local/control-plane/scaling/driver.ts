import type { Clock } from '../../../time/clock.ts';
import type { AlarmAction } from '../../cloudwatch/alarms/evaluate-alarms.ts';
import type { Log } from '../logger.ts';
import type { ReconcileLoop } from '../loop/reconcile-loop.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { actOnActions, noteQuiet } from './decide-scaling.ts';
import { followCluster } from './follow-cluster.ts';
import { nextScheduled, runScheduledActions } from './run-scheduled-actions.ts';
import type { ScalingTime } from './scaling-time.ts';

export interface ScalingDriverOptions {
  readonly loop: Pick<ReconcileLoop, 'persisted' | 'transact' | 'onSettled'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Divides cooldowns and the intervals of schedules. */
  readonly timeScale: number;
}

export interface ScalingDriver {
  /** Told of the scaling actions of each evaluation of alarms, when the states of the alarms are on disk. */
  onScalingActions(actions: readonly AlarmAction[]): void;
}

type Step = (state: PersistedState, time: ScalingTime) => PersistedState;

/** Timers stand still while the machine sleeps: until it is due, the time is looked at this often. */
const longestSleepMs = 30_000;

/**
 * Scales the services: on the actions of alarms, when scheduled actions are due, and when what was asked for has come
 * about. Each change is one transaction of the loop, so that a crash at any moment leaves all of it or nothing. It does
 * nothing before the loop plans.
 */
export function driveScaling(options: ScalingDriverOptions): ScalingDriver {
  const { loop, clock, log, signal, timeScale } = options;
  let isPlanning = false;
  let seen: PersistedState | undefined;
  let sleeping = new AbortController();

  /** Does not wake the loop where there is nothing to change. */
  async function change(step: Step): Promise<void> {
    const before = loop.persisted();
    if (step(before, { nowMs: clock.now(), timeScale }) === before) return;
    await loop.transact((state, nowMs) => ({ state: step(state, { nowMs, timeScale }), result: undefined }));
  }

  function inBackground(step: Step): void {
    change(step).catch(logFailure);
  }

  function logFailure(error: unknown): void {
    if (!signal.aborted) log.error('a service could not be scaled', { error });
  }

  function follow(state: PersistedState): void {
    isPlanning = true;
    if (signal.aborted) return;
    const before = seen;
    seen = state;
    inBackground(followCluster);
    if (state.alarms !== before?.alarms || state.scaling !== before?.scaling) inBackground(noteQuiet);
    if (before === undefined || state.scaling !== before.scaling) waitForSchedules();
  }

  function waitForSchedules(): void {
    sleeping.abort();
    sleeping = new AbortController();
    runWhenDue(sleeping.signal).catch(logFailure);
  }

  /** Ends once something else waits, as for the state after a scheduled action. */
  async function runWhenDue(isOver: AbortSignal): Promise<void> {
    while (!isOver.aborted) {
      const dueMs = nextScheduled(loop.persisted(), timeScale);
      if (dueMs === undefined) return;
      await clock.sleep(Math.min(Math.max(dueMs - clock.now(), 1), longestSleepMs), isOver);
      if (isOver.aborted || clock.now() < dueMs) continue;
      await change(runScheduledActions);
      // Nothing came of it, as where its service is gone: the next state may have it.
      if (nextScheduled(loop.persisted(), timeScale) === dueMs) return;
    }
  }

  loop.onSettled(follow);
  signal.addEventListener('abort', () => sleeping.abort());
  return {
    onScalingActions: (actions) => {
      if (isPlanning && !signal.aborted) inBackground((state, time) => actOnActions(state, actions, time));
    },
  };
}
