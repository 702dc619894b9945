import type { Clock } from '../../../time/clock.ts';
import type { LogAnswer, LogEvent, LogSink } from '../../aws/log-sink.ts';
import type { LogLine } from '../../docker/engine.ts';
import type { Log } from '../logger.ts';
import type { AwslogsOptions } from './awslogs-options.ts';
import { LogBuffer } from './log-buffer.ts';
import type { LogCursor } from './log-cursors.ts';

export interface LogShipperOptions {
  readonly awslogs: AwslogsOptions;
  /** The container's output from this time on, until it ends. */
  readonly read: (since: Date | undefined, signal: AbortSignal) => AsyncIterable<LogLine>;
  readonly sink: LogSink;
  readonly cursor: LogCursor | undefined;
  readonly shipped: (cursor: LogCursor) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Lines that come within this time go out together. */
  readonly gatherMs: number;
}

const firstRetryMs = 250;
const longestRetryMs = 2_000;

/**
 * Ships one container's output until it ends and all of it has arrived; raises what broke the reading, once all
 * that was read has arrived. Reading never waits for shipping.
 */
export async function shipLogs(options: LogShipperOptions): Promise<void> {
  const buffer = new LogBuffer(options.awslogs.bufferBytes);
  const reading = { ended: false, wake: () => {} };
  let failure: unknown;
  const read = readInto(buffer, reading, options)
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(() => {
      reading.ended = true;
      reading.wake();
    });
  while (!options.signal.aborted && !(reading.ended && buffer.isEmpty)) {
    if (buffer.isEmpty) await new Promise<void>((resolve) => Object.assign(reading, { wake: resolve }));
    else await gatherAndShip(buffer, reading, options);
  }
  await read;
  if (failure !== undefined) throw failure;
}

async function readInto(
  buffer: LogBuffer,
  reading: { readonly wake: () => void },
  options: LogShipperOptions,
): Promise<void> {
  const { cursor } = options;
  let toSkip = cursor?.lines ?? 0;
  const since = cursor === undefined ? undefined : new Date(cursor.at);
  for await (const line of options.read(since, options.signal)) {
    const at = line.at.getTime();
    if (cursor !== undefined && at < cursor.at) continue;
    if (cursor !== undefined && at === cursor.at && toSkip > 0) {
      toSkip -= 1;
      continue;
    }
    buffer.add({ at, message: line.text });
    reading.wake();
  }
}

async function gatherAndShip(
  buffer: LogBuffer,
  reading: { readonly ended: boolean },
  options: LogShipperOptions,
): Promise<void> {
  if (!reading.ended) await options.clock.sleep(options.gatherMs, options.signal);
  const batch = buffer.batch();
  await shipBatch(batch, options);
  if (options.signal.aborted) return;
  buffer.shipped(batch.length);
  options.shipped(cursorAfter(batch));
  const dropped = buffer.takeDropped();
  if (dropped > 0) options.log.warn('log lines were dropped', { stream: options.awslogs.stream, dropped });
}

/** The time of the last line, and how many lines at the end have it. */
function cursorAfter(batch: readonly LogEvent[]): LogCursor {
  const at = batch.at(-1)?.at ?? 0;
  return { at, lines: batch.filter((event) => event.at === at).length };
}

/**
 * Tries until it arrives: LocalStack may be restarting, and forgets the group and the stream when it does. Only a
 * group that awslogs may make is made here: the template's own comes back with its deployment, which would fail
 * where somebody was quicker.
 */
async function shipBatch(batch: readonly LogEvent[], options: LogShipperOptions): Promise<void> {
  const { group, stream } = options.awslogs;
  for (let retryMs = firstRetryMs; !options.signal.aborted; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
    try {
      if ((await options.sink.put(group, stream, batch)) === 'done') return;
      if ((await makeStream(options.sink, options.awslogs)) === 'done') continue;
    } catch (error) {
      options.log.warn('log lines could not be shipped yet', { stream, error });
    }
    await options.clock.sleep(retryMs, options.signal);
  }
}

/** Makes the stream, and its group where awslogs may; `missing` where there is no group. */
export async function makeStream(sink: LogSink, awslogs: AwslogsOptions): Promise<LogAnswer> {
  const { group, stream, createGroup } = awslogs;
  const made = await sink.createStream(group, stream);
  if (made === 'done' || !createGroup) return made;
  await sink.createGroup(group);
  return await sink.createStream(group, stream);
}
