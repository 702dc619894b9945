import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import type { QueueMetric, WorkerSettings } from '../application/application.ts';

/** How long the oldest waiting job has waited, in seconds; the worker publishes it once a minute. */
export function queueLatency(metric: QueueMetric, serviceName: string): Metric {
  return new Metric({
    namespace: metric.namespace,
    metricName: metric.name,
    dimensionsMap: { [metric.dimension]: serviceName },
    statistic: 'Average',
    period: Duration.minutes(1),
  });
}

/** PutMetricData does not support resource-level permissions; only the namespace can be restricted. */
export function allowPublishing(metric: QueueMetric): PolicyStatement {
  return new PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': metric.namespace } },
  });
}

/** Tells the worker what to publish, and of which queues. */
export function queueVariables({
  queues,
  metric,
}: Pick<WorkerSettings, 'queues' | 'metric'>): Record<string, string> {
  return {
    QUEUE_NAMES: queues.join(','),
    ...(metric !== 'none' && {
      QUEUE_METRIC_NAMESPACE: metric.namespace,
      QUEUE_METRIC_NAME: metric.name,
      QUEUE_METRIC_DIMENSION: metric.dimension,
    }),
  };
}
