import type { AwsClients } from '../../aws/clients.ts';
import { isNamed } from '../../failure/error-name.ts';

/** One line of output; `at` is in milliseconds since the epoch. */
export interface LogEvent {
  readonly at: number;
  readonly message: string;
}

/** `missing` means that the group or the stream is not there. */
export type LogAnswer = 'done' | 'missing';

/** Writes to CloudWatch Logs. What is not `missing` and fails is raised as the SDK raised it. */
export interface LogSink {
  /** Succeeds when it already exists, too. */
  createGroup(group: string): Promise<void>;
  createStream(group: string, stream: string): Promise<LogAnswer>;
  /** `events` in the order of their times, at most 10,000 of them and 1 MB. */
  put(group: string, stream: string, events: readonly LogEvent[]): Promise<LogAnswer>;
}

/** A `LogSink` on the SDK's client. */
export function logSink(clients: () => AwsClients): LogSink {
  return {
    createGroup: async (group) => {
      const logs = await clients().cloudWatchLogs();
      await unlessPresent(logs.createLogGroup({ logGroupName: group }));
    },
    createStream: async (group, stream) => {
      const logs = await clients().cloudWatchLogs();
      return answered(unlessPresent(logs.createLogStream({ logGroupName: group, logStreamName: stream })));
    },
    put: async (group, stream, events) => {
      const logs = await clients().cloudWatchLogs();
      const logEvents = events.map((event) => ({ timestamp: event.at, message: event.message }));
      return answered(logs.putLogEvents({ logGroupName: group, logStreamName: stream, logEvents }));
    },
  };
}

async function unlessPresent(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isNamed(error, 'ResourceAlreadyExistsException')) throw error;
  }
}

async function answered(call: Promise<unknown>): Promise<LogAnswer> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return 'missing';
    throw error;
  }
}
