import { z } from 'zod';

const sizes = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'] as const;
const bits = ['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'] as const;
const rates = [
  'Bytes/Second',
  'Kilobytes/Second',
  'Megabytes/Second',
  'Gigabytes/Second',
  'Terabytes/Second',
  'Bits/Second',
  'Kilobits/Second',
  'Megabits/Second',
  'Gigabits/Second',
  'Terabits/Second',
  'Count/Second',
] as const;

/** In AWS's order. */
const standardUnits = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  ...sizes,
  ...bits,
  'Percent',
  'Count',
  ...rates,
  'None',
] as const;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export const unit = z.enum(standardUnits);
