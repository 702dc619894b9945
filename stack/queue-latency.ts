import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';

const namespace = 'Spree/Sidekiq';

/** How long the oldest waiting job has waited, in seconds; the worker publishes it once a minute. */
export function queueLatency(serviceName: string): Metric {
  return new Metric({
    namespace,
    metricName: 'QueueLatency',
    dimensionsMap: { Service: serviceName },
    statistic: 'Average',
    period: Duration.minutes(1),
  });
}

/** PutMetricData does not support resource-level permissions; only the namespace can be restricted. */
export function allowPublishing(): PolicyStatement {
  return new PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
  });
}
