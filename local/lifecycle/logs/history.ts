import type { Lines } from '../../../operations/logs/lines-in-order.ts';
import type { LogLine } from '../../../operations/logs/log-line.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import { notShownYet } from '../../../operations/logs/shown-lines.ts';
import { everyText } from '../../../operations/logs/text-filter.ts';
import type { LogOptions } from '../../docker/engine.ts';
import type { ContainerWriter } from './container-writers.ts';
import type { FoundWriters } from './find-writers.ts';
import { isGone } from './is-gone.ts';
import type { LoggingEnvironment } from './log-reader.ts';
import { note, type ShownLog } from './shown-log.ts';
import type { StreamWriter } from './written-logs.ts';

/** What reading notes, and until when. */
export interface HistoryReading {
  readonly shown: ShownLog;
  readonly signal: AbortSignal;
}

/**
 * So many lines more are read of a container that is followed then: its lines are told apart by their times, of which one
 * may be that of many.
 */
const linesBefore = 200;

/** Streams that are read at once. */
const streamsAtOnce = 8;

/**
 * Readings of the lines that there are, among which all those are that the request wants. Where only the last lines are
 * wanted, just so many are read of each writer, and nothing of a task whose newest line is before them.
 */
export async function historyOf(
  logging: LoggingEnvironment,
  { containers, streams }: FoundWriters,
  { fromMs = 0, tail, untilMs, isWanted, follow }: LogRequest,
  reading: HistoryReading,
): Promise<readonly Lines[]> {
  const inTime = streams.filter(({ newestMs = Number.POSITIVE_INFINITY }) => newestMs >= fromMs);
  const since = fromMs === 0 ? {} : { since: new Date(fromMs) };
  if (tail === undefined || untilMs !== undefined || isWanted !== everyText) {
    return [
      ...containers.map((each) => linesOf(logging, each, since, reading)),
      ...inTime.map((each) => logging.written.linesFrom(each, fromMs)),
    ];
  }
  if (tail === 0) return [];
  const last = { ...since, tail: follow ? tail + linesBefore : tail };
  const live = await Promise.all(containers.map((each) => collected(linesOf(logging, each, last, reading))));
  return await withLastOfStreams(logging, live, inTime, tail);
}

async function collected(lines: AsyncIterable<LogLine>): Promise<readonly LogLine[]> {
  const all: LogLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** Adds the streams that may have some of the last lines, those with the newest lines first. */
async function withLastOfStreams(
  { written }: LoggingEnvironment,
  live: readonly (readonly LogLine[])[],
  streams: readonly StreamWriter[],
  tail: number,
): Promise<readonly Lines[]> {
  const newestOf = ({ newestMs = Number.POSITIVE_INFINITY }: StreamWriter) => newestMs;
  let waiting = streams.toSorted((left, right) => newestOf(right) - newestOf(left));
  let found = live;
  while (waiting.length > 0) {
    const firstMs = timeOfLast(found, tail);
    const next = waiting.slice(0, streamsAtOnce).filter((each) => newestOf(each) >= firstMs);
    if (next.length === 0) break;
    const lines = await Promise.all(next.map((each) => written.lastLines(each, tail)));
    found = [...found, ...lines];
    waiting = waiting.slice(next.length);
  }
  return found;
}

/** When the first of the last so many lines was written; the beginning of time where there are fewer. */
function timeOfLast(found: readonly (readonly LogLine[])[], tail: number): number {
  const times = found.flatMap((lines) => lines.map(({ atMs }) => atMs)).toSorted((a, b) => b - a);
  return times[tail - 1] ?? Number.NEGATIVE_INFINITY;
}

/** The lines that a container has written until now; those of one that is gone meanwhile are in CloudWatch Logs. */
async function* linesOf(
  { engine, written }: LoggingEnvironment,
  { id, source, task, stream }: ContainerWriter,
  options: Omit<LogOptions, 'follow' | 'signal'>,
  { shown, signal }: HistoryReading,
): AsyncGenerator<LogLine> {
  try {
    for await (const { at, text } of engine.containerLogs(id, { ...options, follow: false, signal })) {
      const line = { source, task, stream: stream?.name, atMs: at.getTime(), text };
      note(shown, id, line);
      yield line;
    }
  } catch (error) {
    if (!isGone(error)) throw error;
    if (stream === undefined) return;
    const before = shown.get(id);
    const isNew = notShownYet(before);
    const fromMs = before?.atMs ?? options.since?.getTime() ?? 0;
    for await (const line of written.linesFrom({ source, task, stream }, fromMs)) {
      if (!isNew(line)) continue;
      note(shown, id, line);
      yield line;
    }
  }
}
