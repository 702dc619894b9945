/** What a failure contains in addition to its message. */
export interface FailureDetails {
  /** What the user can do next, as a sentence. */
  readonly hint?: string;
  /** The error underneath, kept for a backtrace that is shown only when asked for. */
  readonly cause?: unknown;
  /** The process exit code that `main` ends with; 1 unless a child's own code is passed on. */
  readonly exitCode?: number;
}

/**
 * The base of all errors that the toolkit raises on purpose: a stable code for scripts, a message that names
 * the thing and the bad value, and a hint that says what to do next.
 */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(code: string, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.code = code;
    this.hint = details.hint;
    this.exitCode = details.exitCode ?? 1;
  }
}
