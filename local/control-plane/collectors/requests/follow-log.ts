import type { Clock } from '../../../../time/clock.ts';
import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import type { MetricSink } from '../../../cloudwatch/metrics/metric-sink.ts';
import type { Engine } from '../../../docker/engine.ts';
import type { Log } from '../../logger.ts';
import { advance, type LogCursor, openCursor, positionText, readPosition } from './log-position.ts';

export interface FollowedLog {
  /** Under what the position is kept. */
  readonly source: string;
  /** The container that writes now; undefined while none runs. */
  readonly container: () => Promise<string | undefined>;
  readonly engine: Pick<Engine, 'containerLogs'>;
  readonly sink: MetricSink;
  readonly toData: (lines: readonly string[]) => readonly MetricDatum[];
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Lines that come within this time are put into the sink together. */
  readonly gatherMs: number;
}

/** As many lines go into the sink at once, so that catching up needs little memory. */
const mostLines = 5000;
const retryMs = 1000;
const longestRetryMs = 10_000;

/** The lines since the last data, and where they end. */
interface Following {
  cursor: LogCursor | undefined;
  lines: string[];
  /** The end of the last pause before a delivery, and that delivery. */
  delivered: Promise<void>;
}

/**
 * Makes data of each line that a container writes, once: the position goes to disk with the data, and reading
 * continues there whenever the stream, the container or this process ended. It runs until `signal` aborts.
 */
export async function followLog(options: FollowedLog): Promise<void> {
  const following: Following = { cursor: undefined, lines: [], delivered: Promise.resolve() };
  const { source, sink, log, clock, signal } = options;
  let position = readPosition(sink.position(source));
  let pauseMs = retryMs;
  while (!signal.aborted) {
    try {
      const container = await options.container();
      pauseMs = retryMs;
      if (container !== undefined) {
        following.cursor = openCursor(container, position);
        await readToEnd(container, following, options);
      }
    } catch (error) {
      if (!signal.aborted) log.warn('a log of requests could not be read', { source, error });
      pauseMs = Math.min(2 * pauseMs, longestRetryMs);
    }
    position = following.cursor?.position ?? position;
    await clock.sleep(pauseMs, signal);
  }
  await following.delivered;
}

async function readToEnd(container: string, following: Following, options: FollowedLog): Promise<void> {
  const { source, engine, log, signal } = options;
  const { lines, atMs } = openCursorOf(following).position;
  const since = lines === 0 ? {} : { since: new Date(atMs) };
  for await (const line of engine.containerLogs(container, { follow: true, signal, ...since })) {
    const { cursor, kind } = advance(openCursorOf(following), line.at.getTime());
    following.cursor = cursor;
    if (kind === 'counted') continue;
    if (kind === 'new-after-gap') log.warn('lines of a log of requests were rotated away', { source });
    following.lines.push(line.text);
    if (following.lines.length === 1) following.delivered = deliverSoon(following, options);
    if (following.lines.length >= mostLines) deliver(following, options);
  }
}

function openCursorOf({ cursor }: Following): LogCursor {
  return cursor ?? openCursor('', undefined);
}

async function deliverSoon(following: Following, options: FollowedLog): Promise<void> {
  await options.clock.sleep(options.gatherMs, options.signal);
  deliver(following, options);
}

/** Lines without data move the position too. */
function deliver(following: Following, { source, sink, toData, log }: FollowedLog): void {
  const { cursor, lines } = following;
  if (cursor === undefined || lines.length === 0) return;
  following.lines = [];
  try {
    sink.put(toData(lines), { source, position: positionText(cursor.position) });
  } catch (error) {
    log.error('a part of a log of requests could not be counted', { source, lines: lines.length, error });
  }
}
