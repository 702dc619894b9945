import type { Change, Reason } from './decision.ts';
import type { Proposal } from './propose.ts';
import type { PolicySituation } from './situation.ts';

/** A policy with what it asked for. */
export interface Asked {
  readonly policy: PolicySituation;
  readonly name: string;
  readonly proposal: Proposal;
}

/** A policy that asked for another number of tasks. */
export interface Wish {
  readonly policy: PolicySituation;
  readonly name: string;
  readonly capacity: number;
  /** Of its metric. */
  readonly value: number;
}

/** What becomes of the wishes: the change, and the reason of each policy that did not make it, by its name. */
export interface Outcome {
  readonly change?: Change;
  readonly reasons: Readonly<Record<string, Reason>>;
}

/** The first of those that ask for most. */
export function largest(wanted: readonly Wish[]): Wish {
  return wanted.reduce((best, each) => (each.capacity > best.capacity ? each : best));
}

/** The same reason for each of them. */
export function reasonsFor(wanted: readonly Wish[], reason: Reason): Outcome['reasons'] {
  return Object.fromEntries(wanted.map(({ name }) => [name, reason]));
}
