import { allPages } from '../../../aws/all-pages.ts';
import type { CloudWatchLogs } from '../../../aws/logs-types.ts';
import { isNamed } from '../../../failure/error-name.ts';
import type { LogLine } from '../../../operations/logs/log-line.ts';
import type { Writer } from '../../../operations/logs/log-name.ts';
import { namesOf } from './container-writers.ts';
import type { DefinedWriter } from './defined-writers.ts';

/** What reading written logs needs of CloudWatch Logs. */
export type LogsReader = Pick<CloudWatchLogs, 'describeLogStreams' | 'getLogEvents'>;

/** A task’s container that has written to CloudWatch Logs, whether it runs or not. */
export interface StreamWriter extends Writer {
  readonly stream: { readonly group: string; readonly name: string };
  /** When its newest line is from; undefined if CloudWatch Logs does not tell. */
  readonly newestMs: number | undefined;
}

/** A stream, with the mark and the task that its lines get. */
export type ReadableStream = Pick<StreamWriter, 'source' | 'task' | 'stream'>;

/** What the tasks of an environment have written to CloudWatch Logs, where the lines of stopped tasks are. */
export interface WrittenLogs {
  /** All that have written; none where there are no log groups yet. */
  writers(): Promise<readonly StreamWriter[]>;
  /** The lines of a stream from a time on, in its order; none where it is not there. */
  linesFrom(stream: ReadableStream, fromMs: number): AsyncGenerator<LogLine>;
  /** The last lines of a stream, in its order; none where it is not there. */
  lastLines(stream: ReadableStream, count: number): Promise<readonly LogLine[]>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const mostEventsOfPage = 10_000;
/** Many streams are read at once, of which a page each is held. */
const eventsOfPage = 2_000;

/** Reads them by the calls of CloudWatch Logs. What fails is raised as the SDK raised it. */
export function writtenLogs(
  open: () => Promise<LogsReader>,
  defined: readonly DefinedWriter[],
  signal: AbortSignal,
): WrittenLogs {
  const groups = [...new Set(defined.flatMap(({ written }) => written?.group ?? []))];
  return {
    writers: async () => {
      const logs = await open();
      const found = await Promise.all(groups.map((group) => streamsOf(logs, group, signal)));
      return found.flat().map((stream) => streamWriter(stream, defined));
    },
    linesFrom: async function* (stream, fromMs) {
      yield* linesFrom(await open(), stream, fromMs, signal);
    },
    lastLines: async (stream, count) => await lastLines(await open(), stream, count, signal),
  };
}

/** A stream as CloudWatch Logs tells of it. */
interface FoundStream {
  readonly group: string;
  readonly name: string;
  readonly newestMs: number | undefined;
}

async function streamsOf(
  logs: LogsReader,
  logGroupName: string,
  abortSignal: AbortSignal,
): Promise<readonly FoundStream[]> {
  const streams = await allPages(async (nextToken) => {
    const page = await unlessMissing(logs.describeLogStreams({ logGroupName, nextToken }, { abortSignal }));
    return { items: page?.logStreams ?? [], next: page?.nextToken };
  });
  return streams.map(({ logStreamName: name = '', lastEventTimestamp: newestMs }) => ({
    ...{ group: logGroupName, name, newestMs },
  }));
}

/** The stream of a task is called `prefix/container/id`; any other has its own name. */
function streamWriter({ newestMs, ...stream }: FoundStream, defined: readonly DefinedWriter[]): StreamWriter {
  const [id, container, ...rest] = stream.name.split('/').toReversed();
  if (id === undefined || container === undefined || rest.length === 0) {
    return { stream, newestMs, source: stream.name, names: [stream.name], task: undefined };
  }
  const { group } = stream;
  const own = defined.filter(
    ({ written }) => written?.group === group && stream.name === `${written.streamPrefix}${id}`,
  );
  const names = [container, ...own.flatMap(namesOf)];
  return { stream, newestMs, source: `${container}/${id.slice(0, 8)}`, names, task: id };
}

async function* linesFrom(
  logs: LogsReader,
  { source, task, stream }: ReadableStream,
  fromMs: number,
  abortSignal: AbortSignal,
): AsyncGenerator<LogLine> {
  const range = { startTime: fromMs, startFromHead: true, limit: eventsOfPage };
  let token: string | undefined;
  while (!abortSignal.aborted) {
    const asked = { ...namesInCall(stream), ...range, nextToken: token };
    const page = await unlessMissing(logs.getLogEvents(asked, { abortSignal }));
    for (const { timestamp: atMs = 0, message: text = '' } of page?.events ?? []) {
      if (atMs >= fromMs) yield { source, task, stream: stream.name, atMs, text };
    }
    // The end of the stream gives the token that it was asked with.
    const next = page?.nextForwardToken;
    if (next === undefined || next === token) return;
    token = next;
  }
}

/** Page by page from the end; the beginning of the stream gives the token that it was asked with. */
async function lastLines(
  logs: LogsReader,
  { source, task, stream }: ReadableStream,
  count: number,
  abortSignal: AbortSignal,
): Promise<readonly LogLine[]> {
  let lines: readonly LogLine[] = [];
  let token: string | undefined;
  while (lines.length < count && !abortSignal.aborted) {
    const limit = Math.min(count - lines.length, mostEventsOfPage);
    const asked = { ...namesInCall(stream), limit, nextToken: token };
    const page = await unlessMissing(logs.getLogEvents(asked, { abortSignal }));
    const earlier = (page?.events ?? []).map(({ timestamp: atMs = 0, message: text = '' }) => ({
      ...{ source, task, stream: stream.name, atMs, text },
    }));
    lines = [...earlier, ...lines];
    const next = page?.nextBackwardToken;
    if (next === undefined || next === token) break;
    token = next;
  }
  return lines;
}

function namesInCall({ group, name }: StreamWriter['stream']) {
  return { logGroupName: group, logStreamName: name };
}

/** A group or a stream that was removed, or was never made, has no lines. */
async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}
