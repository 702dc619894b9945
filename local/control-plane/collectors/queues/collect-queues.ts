import type { MetricId } from '../../../../definition/model/alarms.ts';
import type { QueueReader } from '../../../aws/queue-reader.ts';
import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { queueData, watchedQueues } from './queue-data.ts';

export interface QueueOptions {
  /** The metrics that alarms watch. */
  readonly watched: () => readonly MetricId[];
  readonly read: QueueReader;
  /** Told of each queue that can no longer be read, once until it can be read again. */
  readonly onFailure: (queueName: string, error: unknown) => void;
}

/**
 * The metrics of the queues that alarms watch, at one moment. Nothing is asked for any other queue, and one that cannot
 * be read has no data.
 */
export function queueCollector(options: QueueOptions): (atMs: number) => Promise<readonly MetricDatum[]> {
  let failedBefore: ReadonlySet<string> = new Set();
  return async (atMs) => {
    const failed = new Set<string>();
    const data = await Promise.all(
      watchedQueues(options.watched()).map(async (queueName) => {
        try {
          return queueData(queueName, await options.read(queueName), atMs);
        } catch (error) {
          failed.add(queueName);
          if (!failedBefore.has(queueName)) options.onFailure(queueName, error);
          return [];
        }
      }),
    );
    failedBefore = failed;
    return data.flat();
  };
}
