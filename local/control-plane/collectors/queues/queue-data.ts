import type { MetricId } from '../../../../definition/model/alarms.ts';
import type { QueueAttributes } from '../../../aws/queue-reader.ts';
import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import { datum } from '../statistics.ts';

const namespace = 'AWS/SQS';

/** The names of the queues with a metric that alarms watch, each once. */
export function watchedQueues(watched: readonly MetricId[]): readonly string[] {
  const names = watched
    .filter((metric) => metric.namespace === namespace)
    .flatMap(({ dimensions }) => dimensions.QueueName ?? []);
  return [...new Set(names)];
}

/**
 * The metrics of a queue that its attributes tell at one moment. They do not tell how old its oldest message is, nor
 * what was sent, received or deleted, which has no data.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function queueData(
  QueueName: string,
  attributes: QueueAttributes,
  atMs: number,
): readonly MetricDatum[] {
  const gauge = (metricName: string, value: number) =>
    datum({ namespace, dimensions: { QueueName }, atMs }, metricName, 'Count', observed(value));
  return [
    ...gauge('ApproximateNumberOfMessagesVisible', attributes.ApproximateNumberOfMessages),
    ...gauge('ApproximateNumberOfMessagesNotVisible', attributes.ApproximateNumberOfMessagesNotVisible),
    ...gauge('ApproximateNumberOfMessagesDelayed', attributes.ApproximateNumberOfMessagesDelayed),
  ];
}
