import type { ClusterState } from '../../../model/cluster-state.ts';
import type { Effect } from '../../../model/effect.ts';
import type { Fact } from '../../../model/fact.ts';
import { observe } from '../../observe/observe.ts';
import { recover } from '../../observe/recover.ts';
import { type Plan, plan } from '../../plan.ts';
import { type Happening, type SimulatedEngine, simulatedEngine } from './simulated-engine.ts';

/** What the machine's clock shows at first, in milliseconds since the epoch. */
export const beginning = 1_700_000_000_000;

/** One decision of the scheduler, as the invariants look at it. */
export interface Decision {
  /** The state before the command or the facts that led to it. */
  readonly previous: ClusterState;
  readonly before: ClusterState;
  readonly plan: Plan;
  readonly now: number;
  /** The tasks that the engine has anything of. */
  readonly inEngine: readonly string[];
}

/** A world in which the scheduler's effects take time, and the control plane may crash and the clock be set. */
export interface SimulatedWorld {
  readonly engine: SimulatedEngine;
  state(): ClusterState;
  /** What the machine's clock shows. */
  now(): number;
  change(command: (state: ClusterState, now: number) => ClusterState): void;
  hear(facts: readonly Fact[]): void;
  run(ms: number): void;
  /** The control plane is killed: what it was doing is lost, what it wrote and the engine stay. */
  crash(): void;
  setClock(byMs: number): void;
}

export function simulatedWorld(
  initial: ClusterState,
  seed: number,
  look: (decision: Decision) => void,
): SimulatedWorld {
  const engine = simulatedEngine(randomDelays(seed));
  /** The last one comes first. */
  let scheduled: (Happening & { readonly at: number })[] = [];
  let state = initial;
  let elapsed = 0;
  let skew = beginning;
  let wakeAt: number | undefined;

  const now = (): number => elapsed + skew;
  const schedule = (happening: Happening): void => {
    const at = elapsed + happening.afterMs;
    const place = scheduled.findIndex((other) => other.at <= at);
    scheduled.splice(place === -1 ? scheduled.length : place, 0, { ...happening, at });
  };
  const decide = (previous: ClusterState): readonly Effect[] => {
    const before = state;
    const decided = plan(before, now());
    look({ previous, before, plan: decided, now: now(), inEngine: engine.taskIds() });
    state = decided.state;
    wakeAt = decided.wakeAt;
    return decided.effects;
  };
  const carryOut = (effects: readonly Effect[]): void => {
    for (const effect of effects) engine.carryOut(effect, state).forEach(schedule);
  };
  const take = (facts: readonly Fact[]): readonly Effect[] => {
    const previous = state;
    for (const fact of facts) state = observe(state, fact, now());
    return decide(previous);
  };
  const hear = (facts: readonly Fact[]): void => carryOut(take(facts));
  const step = (until: number): boolean => {
    const wake = wakeAt === undefined ? Number.POSITIVE_INFINITY : Math.max(wakeAt - skew, elapsed);
    const limit = Math.min(until, wake);
    const next = scheduled.at(-1);
    if (next !== undefined && next.at <= limit) {
      scheduled.pop();
      elapsed = Math.max(elapsed, next.at);
      const facts = next.happen();
      if (facts.length > 0) hear(facts);
      return true;
    }
    if (wake > until) return false;
    elapsed = wake;
    carryOut(decide(state));
    return true;
  };

  carryOut(decide(initial));
  return {
    engine,
    state: () => state,
    now,
    change: (command) => {
      const previous = state;
      state = command(state, now());
      carryOut(decide(previous));
    },
    hear,
    run: (ms) => {
      const until = elapsed + ms;
      for (let steps = 0; step(until); steps += 1) {
        if (steps > 20_000) throw new Error('the world does not come to rest');
      }
      elapsed = until;
    },
    crash: () => {
      scheduled = scheduled.filter((one) => !one.isWork);
      state = written(state);
      take(engine.everything());
      carryOut(recover(state));
    },
    setClock: (byMs) => {
      skew += byMs;
      carryOut(decide(state));
    },
  };
}

/** The state as it is read from disk: of equal value, and no part of it the same object as before. */
function written(state: ClusterState): ClusterState {
  const read: ClusterState = JSON.parse(JSON.stringify(state));
  return read;
}

/** A small generator of random numbers, so that a seed tells the whole story. */
function randomDelays(seed: number): (mostMs: number) => number {
  let value = seed >>> 0;
  return (mostMs) => {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((value / 2 ** 32) * mostMs);
  };
}
