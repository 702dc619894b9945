import type { CloudWatchLogs } from '../../aws/logs-types.ts';
import { type LogSource, writerOf } from './log-event.ts';
import { isTask } from './log-name.ts';

/** Fifty streams a page, and CloudWatch Logs takes 25 such calls a second of an account. */
const mostPages = 100;

/**
 * The streams of a group that a task has written, given by the beginning of its id or by its ARN: of the newest 5,000, as
 * a group keeps those of all tasks there ever were.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
export async function taskStreams(
  logs: Pick<CloudWatchLogs, 'describeLogStreams'>,
  group: string,
  task: string,
): Promise<readonly LogSource[]> {
  const found: LogSource[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const newestFirst = { orderBy: 'LastEventTime', descending: true } as const;
    const answer = await logs.describeLogStreams({ logGroupName: group, ...newestFirst, nextToken });
    const names = (answer.logStreams ?? []).map(({ logStreamName = '' }) => logStreamName);
    const own = names.filter((name) => isTask({ ...writerOf(name), names: [containerOf(name)] }, task));
    found.push(...own.map((streamPrefix) => ({ group, streamPrefix })));
    // The containers of one task end together: what a page further would have is next to it.
    const isPast = found.length > 0 && own.length === 0;
    nextToken = answer.nextToken;
    if (isPast || nextToken === undefined) break;
  }
  return found;
}

/** A stream is called `prefix/container/id`. */
function containerOf(stream: string): string {
  return stream.split('/').at(-2) ?? '';
}
