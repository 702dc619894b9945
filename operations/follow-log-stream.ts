import type { CloudWatchLogs } from '../aws/logs-types.ts';
import { isNamed } from '../failure/error-name.ts';
import { type Clock, systemClock } from '../time/clock.ts';

const pollMs = 500;
/** Log events reach CloudWatch Logs a little after the container's end. */
const quietPollsAtTheEnd = 3;

/**
 * Gives the lines of a log stream as they come until `ended` aborts and nothing more arrives, or `givenUp`
 * aborts. A stream that is not there yet is waited for.
 */
export async function followLogStream(
  logs: CloudWatchLogs,
  stream: { readonly logGroupName: string; readonly logStreamName: string },
  onLine: (line: string) => void,
  ended: AbortSignal,
  givenUp?: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  let nextToken: string | undefined;
  let quietPolls = 0;
  while (givenUp?.aborted !== true && (!ended.aborted || quietPolls < quietPollsAtTheEnd)) {
    const page = await readPage(logs, stream, nextToken);
    for (const line of page.lines) onLine(line);
    nextToken = page.nextToken ?? nextToken;
    quietPolls = ended.aborted && page.lines.length === 0 ? quietPolls + 1 : 0;
    if (page.lines.length === 0)
      await clock.sleep(ended.aborted ? pollMs / 2 : pollMs, ended.aborted ? undefined : ended);
  }
}

async function readPage(
  logs: CloudWatchLogs,
  stream: { readonly logGroupName: string; readonly logStreamName: string },
  nextToken: string | undefined,
): Promise<{ readonly lines: readonly string[]; readonly nextToken?: string }> {
  try {
    const answer = await logs.getLogEvents({ ...stream, startFromHead: true, nextToken });
    const lines = (answer.events ?? []).map(({ message }) => message ?? '');
    return answer.nextForwardToken === undefined ? { lines } : { lines, nextToken: answer.nextForwardToken };
  } catch (error) {
    // ECS makes the stream when the container writes its first line.
    if (isNamed(error, 'ResourceNotFoundException')) return { lines: [] };
    throw error;
  }
}
