/** Which lines are wanted, on either side. Times are milliseconds since the epoch. */
export interface LogRequest {
  /** Names of services, tasks and others; none of them is all tasks. */
  readonly names: readonly string[];
  /** Only these tasks, if there are any. */
  readonly tasks: readonly string[];
  /** Whether to go on until the signal aborts, or until the single tasks have ended that are asked for. */
  readonly follow: boolean;
  /** Only so many of the last lines that there are at the beginning, of all together; all without it. */
  readonly tail: number | undefined;
  readonly fromMs: number | undefined;
  /** Only lines before this time. */
  readonly untilMs: number | undefined;
  /** Only lines with such a text. */
  readonly isWanted: (text: string) => boolean;
}
