import type { MetricDatum } from './metric.ts';

/**
 * Whether a datum has what numbers can be worked out from; CloudWatch refuses others.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_StatisticSet.html
 */
export function isSoundDatum({ atMs, values }: MetricDatum): boolean {
  const { sampleCount, sum, minimum, maximum } = values;
  const areFinite = [atMs, sampleCount, sum, minimum, maximum].every(Number.isFinite);
  return areFinite && sampleCount > 0 && minimum <= maximum;
}
