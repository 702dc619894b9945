/** What k6 measured, in windows of equal length without gaps. Times are milliseconds since the epoch. */
export interface LoadRecord {
  /** When the first window begins. */
  readonly startMs: number;
  /** 1000, or more where the run is long. */
  readonly windowMs: number;
  readonly windows: readonly LoadWindow[];
  /** Requests of k6's `setup()` and `teardown()`, which are in no window; absent where there were none. */
  readonly setupRequests?: number;
  /** Failed checks that belong to no request of their step: a fault of a journey. Absent where there were none. */
  readonly unmatchedChecks?: number;
}

export interface LoadWindow {
  /** Journeys that began here and ran to their end, and those that could not begin because all visitors were under way. */
  readonly iterations: number;
  readonly droppedIterations: number;
  /** Visitors under way, at most; absent where k6 did not say. */
  readonly visitors?: number;
  /** By the step of a journey, such as `browse: home`. */
  readonly steps: Readonly<Record<string, StepWindow>>;
}

/** The requests of one step that ended in a window. */
export interface StepWindow {
  readonly requests: number;
  /** How many failed for which reason: a status such as `502`, or k6's code of a connection error such as `1050`. */
  readonly failures: Readonly<Record<string, number>>;
  /** How many were answered with success and had the wrong content. */
  readonly wrong: number;
  /** Response times of all requests, failed ones too: an encoded histogram (see `response-times.ts`). */
  readonly times: string;
}
