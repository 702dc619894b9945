import { counted } from '../counted.ts';
import type { Outcome } from '../deployments/steady-rate.ts';
import type { Part } from './parts.ts';

/** One kill that was done. Times are milliseconds since the epoch where nothing else is said. */
export interface Kill {
  readonly part: Part;
  readonly killedAt: number;
  readonly intoRolloutMs: number;
  /** From its end until its container ran again; absent for a task, in whose place another one is started. */
  readonly startedAgainAfterMs?: number;
  /** Until everything ran and answered again. */
  readonly wholeAfterMs: number;
  /** What came last until then. */
  readonly waitedFor?: string;
}

/** What a visitor asked for, and what came of it. */
export interface Visit extends Outcome {
  readonly kind: string;
}

/** What the kills of one part cost. */
export interface PartReport {
  readonly part: Part;
  readonly kills: number;
  readonly requests: number;
  readonly lost: number;
  /** How many of the kills cost at least one request. */
  readonly killsWithLoss: number;
  /** How often each failure came, as `GET /cart: 502`. */
  readonly failures: Readonly<Record<string, number>>;
  /** From a kill to the end of the last request that failed after it: the median and the longest. */
  readonly outageMs: Spread;
  readonly startedAgainAfterMs?: Spread;
  readonly wholeAfterMs: Spread;
}

export interface Spread {
  readonly median: number;
  readonly longest: number;
}

/**
 * What each part's death cost. A request belongs to the last kill before its end: each kill waits until the one before
 * it is over.
 */
export function reportByPart(kills: readonly Kill[], visits: readonly Visit[]): readonly PartReport[] {
  const byKill = Map.groupBy(visits, ({ endedAt }) => kills.findLast(({ killedAt }) => killedAt <= endedAt));
  const costs = kills.map((kill) => ({ kill, visits: byKill.get(kill) ?? [] }));
  const byPart = Map.groupBy(costs, ({ kill }) => kill.part);
  return [...byPart].map(([part, ofPart]) => reportOf(part, ofPart));
}

/** Those before the first kill are of a rollout that nothing disturbs. */
export function visitsBefore(kills: readonly Kill[], visits: readonly Visit[]): readonly Visit[] {
  const until = kills[0]?.killedAt ?? Number.POSITIVE_INFINITY;
  return visits.filter(({ endedAt }) => endedAt < until);
}

interface Cost {
  readonly kill: Kill;
  readonly visits: readonly Visit[];
}

function reportOf(part: Part, costs: readonly Cost[]): PartReport {
  const lost = costs.flatMap(({ visits }) => visits.filter(isLost));
  const startedAgain = costs.flatMap(({ kill }) => kill.startedAgainAfterMs ?? []);
  return {
    part,
    kills: costs.length,
    requests: costs.flatMap(({ visits }) => visits).length,
    lost: lost.length,
    killsWithLoss: costs.filter(({ visits }) => visits.some(isLost)).length,
    failures: counted(lost.map(({ kind, outcome }) => `${kind}: ${outcome}`)),
    outageMs: spreadOf(costs.map(outageMs)),
    ...(startedAgain.length === 0 ? {} : { startedAgainAfterMs: spreadOf(startedAgain) }),
    wholeAfterMs: spreadOf(costs.map(({ kill }) => kill.wholeAfterMs)),
  };
}

/** An answer that tells of no fault: `200`, or `201` for what was made. */
export function isLost({ outcome }: Pick<Visit, 'outcome'>): boolean {
  return outcome !== '200' && outcome !== '201';
}

function outageMs({ kill, visits }: Cost): number {
  return Math.max(0, ...visits.filter(isLost).map(({ endedAt }) => endedAt - kill.killedAt));
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, longest: sorted.at(-1) ?? 0 };
}
