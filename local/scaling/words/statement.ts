import type { Verdict } from '../decisions/decision.ts';
import type { ForeignChange } from './desired-counts.ts';
import type { RecordedActivity, RecordedAlarm } from './scaling-record.ts';

/** What a timeline says of an action, or of one that was not taken. Times are milliseconds since the epoch. */
export interface Statement {
  /** When it was done or decided; absent where it was worked out for the end of its entry. */
  readonly atMs?: number;
  readonly text: string;
}

/** A statement with what it is about. */
export type Said = Statement &
  (
    | { readonly activity: RecordedActivity }
    | { readonly verdict: Verdict }
    | { readonly transitionOf: RecordedAlarm }
    | { readonly foreignChange: ForeignChange }
  );

/** A statement by itself. */
export function statementOf({ atMs, text }: Said): Statement {
  return atMs === undefined ? { text } : { atMs, text };
}

/** Whether a statement gives a reason, which lasts, and does not tell of something that happened. */
export function isReason(said: Said): boolean {
  return 'verdict' in said;
}

/** What is the same in statements that differ in the values of metrics alone, and in what follows from those. */
export function gistOf(said: Said): string {
  if (said.atMs !== undefined || !('verdict' in said)) return `${said.atMs} ${said.text}`;
  return JSON.stringify(said.verdict, (key, value: unknown) => (changing.has(key) ? undefined : value));
}

const changing: ReadonlySet<string> = new Set(['asked', 'value', 'valueWithout']);
