import { z } from 'zod';
import type { WatchedMetric } from '../../../../../definition/model/alarms.ts';
import { Failure } from '../../../../../failure/failure.ts';
import { AwsError } from '../../aws-error.ts';
import { alarmInputError } from '../../monitoring/input/invalid-input.ts';
import { watchedInput, watchedMetric } from '../../monitoring/input/watched-metric.ts';
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

/** A policy watches a metric each minute. */
const Period = 60;

/**
 * What a policy watches. Raises `ValidationException`, and `FailedResourceAccessException` for what no alarm could be made
 * of. Assumed: the former has the same words for a metric that lacks a member as for one of both kinds.
 */
export function watchedBy({ Metrics, Dimensions, ...metric }: CustomizedMetric): WatchedMetric {
  const { Namespace, MetricName, Statistic } = metric;
  const isSingle = Dimensions.length > 0 || Object.values(metric).some((member) => member !== undefined);
  const lacksMember = [Namespace, MetricName, Statistic].includes(undefined);
  if (Metrics === undefined ? lacksMember : isSingle) {
    throw invalid('The customized metric specification is not valid.');
  }
  return watchedByAlarm(
    Metrics === undefined ? { ...metric, Dimensions, Period } : { Metrics: Metrics.map(eachMinute) },
  );
}

function eachMinute({ MetricStat, ...others }: z.output<typeof query>) {
  return {
    ...others,
    ...(MetricStat === undefined ? {} : { MetricStat: { ...MetricStat, Period } }),
    ...(others.Expression === undefined ? {} : { Period }),
  };
}

const alarmInput = z.object(watchedInput);

/** AWS leaves it to CloudWatch what an alarm can watch, and wraps what that refuses. Assumed: the words before it. */
function watchedByAlarm(metric: object): WatchedMetric {
  const parsed = alarmInput.safeParse(metric);
  try {
    if (!parsed.success) throw alarmInputError(parsed.error.issues, metric);
    return watchedMetric(parsed.data, '');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = `The alarms of the policy could not be made: ${error.message}`;
    throw new AwsError('FailedResourceAccessException', message, 400, error);
  }
}
