import type { Clock } from '../../../time/clock.ts';
import { retrying } from '../../../time/retrying.ts';
import { type Log, logRetries } from '../logger.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import type { Fact } from '../model/fact.ts';
import type { PersistedState } from '../state/persisted-state.ts';

/** The pure scheduler: times are milliseconds since the epoch. */
export interface Scheduler {
  observe(state: ClusterState, fact: Fact, now: number): ClusterState;
  /** The next steps; `wakeAt` is when to ask again if nothing happens until then. */
  plan(state: ClusterState, now: number): Planned;
  /** The steps of an earlier process that may not have been carried out. */
  recover(state: ClusterState, now: number): Planned;
}

export interface Planned {
  readonly state: ClusterState;
  readonly effects: readonly Effect[];
  readonly wakeAt?: number | undefined;
}

export interface ReconcileLoopOptions {
  readonly initial: PersistedState;
  readonly scheduler: Scheduler;
  readonly save: (state: PersistedState) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Holds the state, and is the only one that changes it. */
export interface ReconcileLoop {
  persisted(): PersistedState;
  state(): ClusterState;
  /**
   * Applies a pure change and ends once it is on disk; what the change throws is raised and changes nothing. It
   * starts a loop that was not started yet.
   */
  transact<T>(change: Change<T>): Promise<T>;
  observe(fact: Fact): void;
  /** Tells of each effect to carry out: register before the loop starts. */
  onEffect(listener: (effect: Effect) => void): void;
  /** Tells of the state after each turn, once it is on disk. */
  onSettled(listener: (state: PersistedState) => void): void;
  /** Begins to plan: facts that came before it are in the first plan. */
  start(): void;
}

export type Change<T> = (
  state: PersistedState,
  now: number,
) => { readonly state: PersistedState; readonly result: T };

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Timers stand still while the machine sleeps: until something is due, the time is looked at this often. */
const longestSleepMs = 60_000;

/**
 * The loop: changes and facts of one tick make one turn, which plans, writes the state to disk and only then
 * carries the effects out. One timer wakes it for what is due.
 */
export function createReconcileLoop(options: ReconcileLoopOptions): ReconcileLoop {
  let current = options.initial;
  let saved: PersistedState | undefined;
  let waiting: Waiting[] = [];
  let phase: 'recovering' | 'idle' | 'scheduled' | 'turning' = 'recovering';
  let again = false;
  let sleeping = new AbortController();
  const effectListeners: ((effect: Effect) => void)[] = [];
  const settledListeners: ((state: PersistedState) => void)[] = [];

  function wake(): void {
    if (phase === 'turning') again = true;
    if (phase !== 'idle') return;
    phase = 'scheduled';
    setImmediate(() => void turns(options.scheduler.plan));
  }

  async function turns(first: Scheduler['plan']): Promise<void> {
    phase = 'turning';
    let plan = first;
    do {
      again = false;
      await turn(plan);
      plan = options.scheduler.plan;
    } while (again && !options.signal.aborted);
    phase = 'idle';
  }

  async function turn(plan: Scheduler['plan']): Promise<void> {
    const { state, effects, wakeAt } = plan(current.cluster, options.clock.now());
    if (state !== current.cluster) current = { ...current, cluster: state };
    const toResolve = waiting;
    waiting = [];
    try {
      await write(current);
    } catch (error) {
      for (const each of toResolve) each.reject(error);
      return;
    }
    for (const each of toResolve) each.resolve();
    for (const effect of effects) for (const tell of effectListeners) tell(effect);
    sleepUntil(wakeAt);
    for (const tell of settledListeners) tell(current);
  }

  async function write(state: PersistedState): Promise<void> {
    if (state === saved) return;
    const { signal, clock, log } = options;
    await retrying(() => options.save(state), { signal, clock, onRetry: logRetries(log) });
    saved = state;
  }

  function sleepUntil(wakeAt: number | undefined): void {
    sleeping.abort();
    if (wakeAt === undefined || options.signal.aborted) return;
    sleeping = new AbortController();
    const { signal } = sleeping;
    const sleepMs = Math.min(Math.max(wakeAt - options.clock.now(), 1), longestSleepMs);
    void options.clock.sleep(sleepMs, signal).then(() => (signal.aborted ? undefined : wake()));
  }

  function start(): void {
    if (phase === 'recovering') void turns(options.scheduler.recover);
  }

  options.signal.addEventListener('abort', () => sleeping.abort());
  return {
    persisted: () => current,
    state: () => current.cluster,
    transact: async (change) => {
      const { state, result } = change(current, options.clock.now());
      current = state;
      const written = new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
      start();
      wake();
      await written;
      return result;
    },
    observe: (fact) => {
      const cluster = options.scheduler.observe(current.cluster, fact, options.clock.now());
      if (cluster === current.cluster) return;
      current = { ...current, cluster };
      wake();
    },
    onEffect: (listener) => effectListeners.push(listener),
    onSettled: (listener) => settledListeners.push(listener),
    start,
  };
}
