import type { LogEvent } from '../../aws/log-sink.ts';

/** What CloudWatch Logs accepts in one call: a batch counts the bytes of each message and 26 more. */
const mostEvents = 10_000;
const mostBytes = 1_048_576;
const eventOverheadBytes = 26;
const longestSpanMs = 24 * 60 * 60 * 1000;

/** The size of an event in bytes, as CloudWatch Logs counts it. */
export function eventBytes(event: LogEvent): number {
  return Buffer.byteLength(event.message) + eventOverheadBytes;
}

/**
 * How many events from the front make one batch, at least one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function batchLength(events: readonly LogEvent[]): number {
  const first = events[0]?.at ?? 0;
  let size = 0;
  let count = 0;
  for (const event of events) {
    size += eventBytes(event);
    const full = count === mostEvents || size > mostBytes || event.at - first >= longestSpanMs;
    if (full && count > 0) return count;
    count += 1;
  }
  return count;
}
