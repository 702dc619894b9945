import { lastOf } from '../../../operations/logs/last-of.ts';
import { linesInOrder } from '../../../operations/logs/lines-in-order.ts';
import type { LogLine } from '../../../operations/logs/log-line.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import { findWriters } from './find-writers.ts';
import { followWriters } from './follow-writers.ts';
import { historyOf } from './history.ts';
import type { LoggingEnvironment, LogReader } from './log-reader.ts';
import type { ShownLog } from './shown-log.ts';

/**
 * Gives the lines of an environment’s containers, and of tasks whose containers are gone, in the order of time; with
 * `follow` until the signal aborts, those of new containers included, or until the single tasks have ended that are asked for. Raises `NO_SUCH_LOG` for a name that nothing has,
 * with the names that there are, and where nothing was written, and `LOGS_UNREADABLE` if CloudWatch Logs, which would have
 * all there is to show, cannot be read.
 */
export async function environmentLogs(
  logging: LoggingEnvironment,
  request: LogRequest,
  reader: LogReader,
): Promise<void> {
  const beganMs = reader.clock.now();
  const found = await findWriters(logging, request, reader.say);
  const shown: ShownLog = new Map();
  const wanted = inTime(historyOf(logging, found, request, { shown, signal: reader.signal }), request);
  for await (const line of lastOf(wanted, request.tail)) {
    if (reader.signal.aborted) return;
    reader.onLine(line);
  }
  if (request.follow && !reader.signal.aborted)
    await followWriters(logging, request, reader, { ...found, shown, beganMs });
}

async function* inTime(
  readings: Promise<readonly (AsyncIterable<LogLine> | Iterable<LogLine>)[]>,
  { fromMs = Number.NEGATIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY, isWanted }: LogRequest,
): AsyncGenerator<LogLine> {
  for await (const line of linesInOrder(await readings)) {
    if (line.atMs >= fromMs && line.atMs < untilMs && isWanted(line.text)) yield line;
  }
}
