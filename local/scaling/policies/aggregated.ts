import type { StepScalingPolicy } from './scaling-policy.ts';

/**
 * The one value by which a step scaling policy goes, of the values for which its alarm is in ALARM; undefined without any.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 */
export function aggregated(
  values: readonly number[],
  type: StepScalingPolicy['metricAggregationType'] = 'Average',
): number | undefined {
  if (values.length === 0) return undefined;
  switch (type) {
    case 'Average':
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
  }
}
