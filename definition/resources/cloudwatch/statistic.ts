import { z } from 'zod';
import { refinedBy } from '../../properties/scalars.ts';

/** The statistics that CloudWatch keeps of a metric. */
export const statistic = z.enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum']);

const number = String.raw`\d+(\.\d{1,10})?`;
const ofShare = /^(p|tm|tc|ts|wm)(100|\d{1,2}(\.\d{1,10})?)$/;
const ofShares = new RegExp(String.raw`^(TM|TC|TS|WM)\((${number}%:(${number}%)?|:${number}%)\)$`);
const ofValues = new RegExp(String.raw`^(TM|TC|TS|WM|PR)\((${number}:(${number})?|:${number})\)$`);

/**
 * A percentile or a statistic of a range of values.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export const extendedStatistic = refinedBy((name) =>
  [ofShare, ofShares, ofValues, /^IQM$/].some((form) => form.test(name))
    ? undefined
    : 'expected a statistic such as p99',
);

/** Any of them, as queries may have. */
export const anyStatistic = z.union(
  [statistic, extendedStatistic],
  'expected a statistic such as Average or p99',
);
