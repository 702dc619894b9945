import type { ClusterState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import type { Fact } from '../model/fact.ts';
import { observe } from './observe.ts';
import { type Plan, plan } from './plan.ts';
import { recover } from './recover.ts';
import { type Happening, type SimulatedEngine, simulatedEngine } from './simulated-engine.ts';

/** One decision of the scheduler, as the invariants look at it. */
export interface Decision {
  readonly before: ClusterState;
  readonly plan: Plan;
  readonly now: number;
}

/** A world in which the scheduler's effects take time, and the control plane may crash and the clock be set. */
export interface SimulatedWorld {
  readonly engine: SimulatedEngine;
  state(): ClusterState;
  /** What the machine's clock shows. */
  now(): number;
  /** True time since the beginning, which no setting of the clock changes. */
  elapsedMs(): number;
  change(command: (state: ClusterState, now: number) => ClusterState): void;
  hear(facts: readonly Fact[]): void;
  run(ms: number): void;
  /** The control plane is killed: what it was doing is lost, its state and the engine stay. */
  crash(): void;
  setClock(byMs: number): void;
}

interface Scheduled extends Happening {
  readonly at: number;
  readonly order: number;
}

export function simulatedWorld(
  initial: ClusterState,
  seed: number,
  look: (decision: Decision) => void,
): SimulatedWorld {
  const delay = randomDelays(seed);
  const engine = simulatedEngine(delay);
  let scheduled: Scheduled[] = [];
  let state = initial;
  let elapsed = 0;
  let skew = 1_700_000_000_000;
  let wakeAt: number | undefined;
  let order = 0;

  const now = (): number => elapsed + skew;
  const schedule = (happenings: readonly Happening[]): void => {
    for (const happening of happenings) {
      order += 1;
      scheduled.push({ ...happening, at: elapsed + happening.afterMs, order });
    }
  };
  const decide = (): readonly Effect[] => {
    const before = state;
    const decided = plan(before, now());
    look({ before, plan: decided, now: now() });
    state = decided.state;
    wakeAt = decided.wakeAt;
    return decided.effects;
  };
  const carryOut = (effects: readonly Effect[]): void => {
    for (const effect of effects) schedule(engine.carryOut(effect, state));
  };
  const take = (facts: readonly Fact[]): readonly Effect[] => {
    for (const fact of facts) state = observe(state, fact, now());
    return decide();
  };
  const hear = (facts: readonly Fact[]): void => carryOut(take(facts));
  const next = (): Scheduled | undefined =>
    scheduled.reduce<Scheduled | undefined>(
      (first, one) =>
        first === undefined || one.at < first.at || (one.at === first.at && one.order < first.order)
          ? one
          : first,
      undefined,
    );
  const step = (until: number): boolean => {
    const first = next();
    const wake = wakeAt === undefined ? Number.POSITIVE_INFINITY : Math.max(wakeAt - skew, elapsed);
    if (first !== undefined && first.at <= Math.min(until, wake)) {
      scheduled = scheduled.filter((one) => one !== first);
      elapsed = Math.max(elapsed, first.at);
      hear(first.happen());
      return true;
    }
    if (wake > until) return false;
    elapsed = wake;
    carryOut(decide());
    return true;
  };

  return {
    engine,
    state: () => state,
    now,
    elapsedMs: () => elapsed,
    change: (command) => {
      state = command(state, now());
      carryOut(decide());
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
      take(engine.everything());
      carryOut(recover(state));
    },
    setClock: (byMs) => {
      skew += byMs;
      carryOut(decide());
    },
  };
}

/** A small generator of random numbers, so that a seed tells the whole story. */
function randomDelays(seed: number): (mostMs: number) => number {
  let value = seed >>> 0;
  return (mostMs) => {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((value / 2 ** 32) * mostMs);
  };
}
