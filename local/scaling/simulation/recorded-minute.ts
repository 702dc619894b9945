/** The metrics of a service in one minute; those without data are absent. */
export interface RecordedMinute {
  /** When it began, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly requests: number;
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  /** Tasks that ran. */
  readonly tasks?: number;
  /** Of an answer, on average. */
  readonly latencyMs?: number;
}
