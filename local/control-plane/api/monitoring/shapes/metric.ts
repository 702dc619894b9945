import type { MetricId } from '../../../../../definition/model/alarms.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
export function dimensionShapes(dimensions: MetricId['dimensions']) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
export function metricShape({ namespace, metricName, dimensions }: MetricId) {
  return { Namespace: namespace, MetricName: metricName, Dimensions: dimensionShapes(dimensions) };
}
