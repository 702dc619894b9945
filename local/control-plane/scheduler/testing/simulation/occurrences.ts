/** How often what the invariants are about did happen, so that a test cannot pass because nothing went wrong. */
export interface Occurrences {
  completed: number;
  superseded: number;
  stalled: number;
  held: number;
  rolledBack: number;
  completedRollbacks: number;
  failedRollbacks: number;
  readonly failed: { CIRCUIT_BREAKER: number; ALARM: number; USER: number };
}

export function noOccurrences(): Occurrences {
  return {
    completed: 0,
    superseded: 0,
    stalled: 0,
    held: 0,
    rolledBack: 0,
    completedRollbacks: 0,
    failedRollbacks: 0,
    failed: { CIRCUIT_BREAKER: 0, ALARM: 0, USER: 0 },
  };
}
