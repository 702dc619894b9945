import { z } from 'zod';
import type { MetricQuery, WatchedMetric } from '../../../../../definition/model/alarms.ts';
import { AwsError } from '../../aws-error.ts';
import { invalid } from '../errors.ts';

const dimensions = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string().optional(),
    MetricName: z.string().optional(),
    Dimensions: dimensions,
  }),
  Stat: z.string(),
  Unit: z.string().optional(),
});

const query = z.object({
  Id: z.string().min(1).max(255),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  MetricStat: metricStat.optional(),
  ReturnData: z.boolean().default(true),
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html */
export const customizedMetric = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Statistic: z.enum(['Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum']).optional(),
  Unit: z.string().optional(),
  Dimensions: dimensions,
  Metrics: z.array(query).optional(),
});

type CustomizedMetric = z.output<typeof customizedMetric>;
type Query = z.output<typeof query>;

/** A policy watches a metric each minute. */
const periodSeconds = 60;

/** What a policy watches. Raises `ValidationException`, and `FailedResourceAccessException` for wrong metric math. */
export function watchedBy(metric: CustomizedMetric): WatchedMetric {
  const { Metrics: queries, Namespace, MetricName, Statistic, Unit, Dimensions } = metric;
  const isSingle = [Namespace, MetricName, Statistic, Unit].some((each) => each !== undefined);
  if (queries !== undefined) {
    if (isSingle || Dimensions.length > 0) throw invalid(eitherText);
    requireSoundMath(queries);
    return { kind: 'math', queries: queries.map(queryOf) };
  }
  if (Namespace === undefined || MetricName === undefined || Statistic === undefined)
    throw invalid(eitherText);
  return {
    kind: 'metric',
    metric: { namespace: Namespace, metricName: MetricName, dimensions: byName(Dimensions) },
    stat: Statistic,
    periodSeconds,
    ...(Unit === undefined ? {} : { unit: Unit }),
  };
}

/** Assumed: the words of AWS were not seen. */
const eitherText =
  'CustomizedMetricSpecification must have either Metrics, or Namespace, MetricName and Statistic.';

function queryOf({
  Id: id,
  Expression,
  Label,
  MetricStat: stat,
  ReturnData: returnData,
}: Query): MetricQuery {
  return {
    id,
    returnData,
    ...(Label === undefined ? {} : { label: Label }),
    ...(Expression === undefined ? {} : { expression: Expression, periodSeconds }),
    ...(stat === undefined ? {} : { metricStat: statOf(stat) }),
  };
}

function statOf({
  Metric: { Namespace = '', MetricName = '', Dimensions },
  Stat,
  Unit,
}: z.output<typeof metricStat>) {
  return {
    metric: { namespace: Namespace, metricName: MetricName, dimensions: byName(Dimensions) },
    stat: Stat,
    periodSeconds,
    ...(Unit === undefined ? {} : { unit: Unit }),
  };
}

function byName(given: z.output<typeof dimensions>): Readonly<Record<string, string>> {
  return Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
}

/** AWS leaves it to CloudWatch, whose refusal it wraps. */
function requireSoundMath(queries: readonly Query[]): void {
  const ids = new Set(queries.map(({ Id }) => Id));
  if (queries.length > 10) throw refused('A policy has at most 10 metrics and expressions.');
  if (ids.size < queries.length) throw refused('The ids of the queries must be unique.');
  if (
    queries.some(({ Expression, MetricStat }) => (Expression === undefined) === (MetricStat === undefined))
  ) {
    throw refused('A query has either an expression or a metric.');
  }
  if (queries.filter(({ ReturnData }) => ReturnData).length !== 1) {
    throw refused('Exactly one query must return data.');
  }
}

function refused(why: string): AwsError {
  return new AwsError('FailedResourceAccessException', `The alarms of the policy could not be made: ${why}`);
}
