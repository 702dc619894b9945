import { allPages } from '../../../aws/all-pages.ts';
import type { CloudWatchLogs } from '../../../aws/logs-types.ts';
import { isNamed } from '../../../failure/error-name.ts';

/** What reading the last lines needs of CloudWatch Logs. */
export type LogsReader = Pick<CloudWatchLogs, 'describeLogStreams' | 'getLogEvents'>;

/** A line of a log stream; `at` is in milliseconds since the epoch. */
interface LogLine {
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}

/** As many tasks as a failed deployment leaves behind. */
const mostStreams = 5;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const mostEventsOfPage = 10_000;

/**
 * The last `tail` lines of each of the newest streams with a prefix, in the order of their times; none where the group
 * is not there. What fails otherwise is raised as the SDK raised it.
 */
export async function lastLines(
  logs: LogsReader,
  { group, prefix, tail }: { readonly group: string; readonly prefix: string; readonly tail: number },
): Promise<readonly LogLine[]> {
  const streams = await newestStreams(logs, group, prefix);
  const lines = await Promise.all(streams.map((stream) => linesOfStream(logs, group, stream, tail)));
  return lines.flat().toSorted((left, right) => left.at - right.at);
}

async function newestStreams(logs: LogsReader, group: string, prefix: string): Promise<readonly string[]> {
  const asked = { logGroupName: group, logStreamNamePrefix: prefix };
  // In the order of their names, which are random: the newest may be on any page.
  const streams = await allPages(async (nextToken) => {
    const page = await unlessMissing(logs.describeLogStreams({ ...asked, nextToken }));
    return { items: page?.logStreams ?? [], next: page?.nextToken };
  });
  return streams
    .toSorted((left, right) => (right.creationTime ?? 0) - (left.creationTime ?? 0))
    .slice(0, mostStreams)
    .map(({ logStreamName: name = '' }) => name);
}

/** Page by page from the end; the beginning of the stream gives the token that it was asked with. */
async function linesOfStream(
  logs: LogsReader,
  logGroupName: string,
  stream: string,
  tail: number,
): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  let token: string | undefined;
  while (lines.length < tail) {
    const limit = Math.min(tail - lines.length, mostEventsOfPage);
    const asked = { logGroupName, logStreamName: stream, limit, nextToken: token };
    const page = await unlessMissing(logs.getLogEvents(asked));
    const events = page?.events ?? [];
    lines.unshift(...events.map(({ timestamp: at = 0, message = '' }) => ({ at, stream, message })));
    const next = page?.nextBackwardToken;
    if (next === undefined || next === token) break;
    token = next;
  }
  return lines;
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
