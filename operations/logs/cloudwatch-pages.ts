import type { CloudWatchLogs, FilteredLogEvent } from '../../aws/logs-types.ts';
import { Failure } from '../../failure/failure.ts';
import type { Clock } from '../../time/clock.ts';
import { type LogEvent, type LogSource, type ReadPages, writerOf } from './log-event.ts';

/**
 * The pause between two calls. CloudWatch Logs takes five FilterLogEvents a second of an account in most regions, for all
 * that read there: this reader makes two at most, however many services it follows.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const callEveryMs = 500;

/**
 * Reads pages by FilterLogEvents. `text` has to be in a line, as whole words. An abort ends the pages. Raises
 * `LOG_GROUP_MISSING`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function cloudWatchPages(
  logs: CloudWatchLogs,
  {
    text,
    signal,
    clock,
  }: { readonly text: string | undefined; readonly signal: AbortSignal; readonly clock: Clock },
): ReadPages {
  const pace = pacer(clock, signal);
  const filterPattern = text === undefined ? undefined : quoted(text);
  return async function* (source, fromMs, untilMs) {
    let nextToken: string | undefined;
    do {
      await pace();
      if (signal.aborted) return;
      const input = {
        ...rangeOf(source, fromMs, untilMs),
        ...(filterPattern && { filterPattern }),
        ...(nextToken && { nextToken }),
      };
      const page = await unlessThrottled(clock, signal, () =>
        logs.filterLogEvents(input, { abortSignal: signal }),
      ).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw translated(error, source);
      });
      if (page === undefined) return;
      yield (page.events ?? []).map(logEvent);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  };
}

/** The pauses after which a call is made again that AWS refused because of others: 31 s in all, after the SDK's own. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 16_000];

async function unlessThrottled<T>(clock: Clock, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ThrottlingException') throw error;
      await clock.sleep(pauseMs, signal);
    }
  }
  return await call();
}

/** A text as a pattern that looks for just that. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

function rangeOf({ group, streamPrefix }: LogSource, startTime: number, untilMs: number | undefined) {
  return {
    ...{ logGroupName: group, startTime },
    // Events of the very end are included.
    ...(untilMs === undefined ? {} : { endTime: untilMs - 1 }),
    ...(streamPrefix === undefined ? {} : { logStreamNamePrefix: streamPrefix }),
  };
}

function logEvent({
  eventId = '',
  logStreamName = '',
  timestamp = 0,
  message = '',
}: FilteredLogEvent): LogEvent {
  return { ...writerOf(logStreamName), id: eventId, stream: logStreamName, atMs: timestamp, text: message };
}

function translated(error: unknown, { group }: LogSource): unknown {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') return error;
  return new Failure('LOG_GROUP_MISSING', `There is no log group ${group}`, {
    hint: 'It comes with the deployment of the stack: check --env and --region.',
    cause: error,
  });
}

function pacer(clock: Clock, signal: AbortSignal): () => Promise<void> {
  let freeMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = clock.now();
    const startMs = Math.max(nowMs, freeMs);
    freeMs = startMs + callEveryMs;
    if (startMs > nowMs) await clock.sleep(startMs - nowMs, signal);
  };
}
