import { z } from 'zod';
import type { MetricId } from '../../../../../definition/model/alarms.ts';
import { list, text } from './values.ts';

/** Neither a namespace nor the name of a dimension begins with a colon. */
const name = text(1, 255).refine(
  (value) => !value.startsWith(':'),
  'satisfy regular expression pattern: [^:].*',
);

const dimension = z.object({ Name: name, Value: text(1, 1024) });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
export const dimensions = list(dimension, 30);

export type Dimension = z.output<typeof dimension>;

export const namespace = name;
export const metricName = text(1, 255);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html */
export interface MetricInput {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[] | undefined;
}

/** A metric as the model has it. */
export function metricId({ Namespace, MetricName, Dimensions = [] }: MetricInput): MetricId {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, metricName: MetricName, dimensions };
}

/** Whether two dimensions have one name. */
export function repeatsDimension(given: readonly Dimension[] = []): boolean {
  return new Set(given.map(({ Name }) => Name)).size < given.length;
}
