import type { Clock } from '../time/clock.ts';

/** Who may interrupt an operation, and who is told how far it is. */
export interface OperationWatch {
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  readonly clock?: Clock;
}
