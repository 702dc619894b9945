/** A line in CloudWatch Logs. Times are milliseconds since the epoch. */
export interface LogEvent {
  readonly id: string;
  readonly stream: string;
  readonly atMs: number;
  readonly message: string;
}

/** Lines of one log group, all of them or those of streams whose names begin with a prefix. */
export interface LogSource {
  readonly group: string;
  readonly streamPrefix: string | undefined;
}

/**
 * Gives the pages of events from a time on, each in the order of their times. An implementation asks as often as it may; who
 * reads the pages decides when to stop.
 */
export type ReadPages = (source: LogSource, fromMs: number) => AsyncGenerator<readonly LogEvent[]>;

/** Who wrote a line, as `local:logs` names it: the container and the beginning of the task’s id, such as `web/1a2b3c4d`. */
export function writerOf(stream: string): string {
  const parts = stream.split('/');
  const id = parts.at(-1) ?? '';
  const container = parts.at(-2);
  return container === undefined ? stream : `${container}/${id.slice(0, 8)}`;
}
