/** A minute of a service as its metrics tell of it; what a metric has no data for is absent. */
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
