import type { LogLine } from './log-line.ts';

/** A line in CloudWatch Logs. */
export interface LogEvent extends LogLine {
  readonly id: string;
  readonly stream: string;
}

/** Lines of one log group, all of them or those of streams whose names begin with a prefix. */
export interface LogSource {
  readonly group: string;
  readonly streamPrefix: string | undefined;
}

/**
 * Gives the pages of events from a time on, and before another one if it is given, each in the order of their times. An
 * implementation asks as often as it may; who reads the pages decides when to stop.
 */
export type ReadPages = (
  source: LogSource,
  fromMs: number,
  untilMs?: number,
) => AsyncGenerator<readonly LogEvent[]>;

/** Whose a line is: the container and the beginning of the task’s id, such as `web/1a2b3c4d`; any other stream by its name. */
export function writerOf(stream: string): Pick<LogLine, 'source' | 'task'> {
  const [id, container, ...prefix] = stream.split('/').toReversed();
  const isOfTask = id !== undefined && container !== undefined && prefix.length > 0;
  return isOfTask
    ? { source: `${container}/${id.slice(0, 8)}`, task: id }
    : { source: stream, task: undefined };
}
