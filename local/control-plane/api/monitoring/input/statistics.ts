import { z } from 'zod';
import { parseStatistic } from '../../../../cloudwatch/metrics/parse-statistic.ts';

/** In the order in which AWS's errors name them. */
export const basicStatistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const basicStatistic = z.enum(basicStatistics);

/** Whether CloudWatch has a statistic of this name: `Average`, `p99`, `TM(10%:90%)`. */
export function isStatistic(name: string): boolean {
  return parseStatistic(name) !== undefined;
}

/** Whether it is one of those beside the five basic ones. */
export function isExtendedStatistic(name: string): boolean {
  const parsed = parseStatistic(name);
  return parsed !== undefined && parsed.kind !== 'basic';
}
