import type { z } from 'zod';
import type { WatchedMetric } from '../../../../../definition/model/alarms.ts';
import { checkQueries } from '../../../../cloudwatch/math/evaluate-queries.ts';
import { AwsError } from '../../aws-error.ts';
import { dimensions, metricId, metricName, namespace, repeatsDimension } from './dimensions.ts';
import { metricQueries, metricQuery } from './metric-queries.ts';
import { queryProblems } from './query-problems.ts';
import { basicStatistic, isExtendedStatistic } from './statistics.ts';
import { unit } from './units.ts';
import { integer, text } from './values.ts';

/** By which members `PutMetricAlarm` says what an alarm watches: one metric, or metric math. */
export const watchedInput = {
  Namespace: namespace.optional(),
  MetricName: metricName.optional(),
  Dimensions: dimensions.optional(),
  Statistic: basicStatistic.optional(),
  ExtendedStatistic: text(1, 255).optional(),
  Period: integer(1).optional(),
  Unit: unit.optional(),
  Metrics: metricQueries(20).optional(),
};

type Given = { readonly [Member in keyof typeof watchedInput]?: z.output<(typeof watchedInput)[Member]> };

const ofOneMetric = [
  'MetricName',
  'Namespace',
  'Dimensions',
  'Statistic',
  'ExtendedStatistic',
  'Period',
  'Unit',
] as const;

/** What an alarm watches, as the model has it. Raises `ValidationError`. */
export function watchedMetric(given: Given, accountId: string): WatchedMetric {
  return given.Metrics === undefined || given.Metrics.length === 0
    ? { kind: 'metric', ...oneMetric(given) }
    : { kind: 'math', queries: queriesOf(given, given.Metrics, accountId) };
}

function oneMetric(given: Given) {
  const { Namespace, MetricName, Dimensions, Period, Unit } = given;
  if (MetricName === undefined) throw refused('MetricName must not be null');
  if (Namespace === undefined) throw refused('Namespace must not be null');
  if (Period === undefined) throw refused('Period must not be null');
  requirePeriod(Period);
  if (repeatsDimension(Dimensions)) throw refused('No metric may specify the same dimension name twice.');
  return {
    metric: metricId({ Namespace, MetricName, Dimensions }),
    stat: statOf(given),
    periodSeconds: Period,
    ...(Unit === undefined ? {} : { unit: Unit }),
  };
}

function requirePeriod(seconds: number): void {
  if ([10, 20, 30].includes(seconds) || seconds % 60 === 0) return;
  throw refused('Period must be 10, 20, 30 or a multiple of 60');
}

/** Assumed: the text for neither. */
function statOf({ Statistic, ExtendedStatistic }: Given): string {
  if (Statistic !== undefined && ExtendedStatistic !== undefined) {
    throw refused(
      'PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic parameters. Only one of them should be present',
    );
  }
  if (Statistic !== undefined) return Statistic;
  if (ExtendedStatistic === undefined) throw refused('Statistic or ExtendedStatistic must not be null');
  if (isExtendedStatistic(ExtendedStatistic)) return ExtendedStatistic;
  const message = `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`;
  throw new AwsError('InvalidParameterValue', message);
}

function queriesOf(given: Given, inputs: NonNullable<Given['Metrics']>, accountId: string) {
  const other = ofOneMetric.find((name) => given[name] !== undefined);
  if (other !== undefined) throw refused(`${other} should not be set if list of Metrics is set.`);
  requireFew(inputs);
  for (const { MetricStat } of inputs) if (MetricStat !== undefined) requirePeriod(MetricStat.Period);
  const problems = queryProblems(inputs, 'Metrics', accountId);
  if (problems.length > 0) throw refused(problems.join('\n'));
  const queries = inputs.map(metricQuery);
  if (queries.filter(({ returnData }) => returnData).length !== 1) {
    throw refused('Exactly one element of the metrics list should return data.');
  }
  checkQueries(queries);
  return queries;
}

const mostOfAKind = 10;

function requireFew(inputs: NonNullable<Given['Metrics']>): void {
  const tooMany = (what: string, given: readonly unknown[]) => {
    if (given.filter((each) => each !== undefined).length <= mostOfAKind) return;
    throw refused(`Too many ${what} in alarm, maximum is ${mostOfAKind}`);
  };
  tooMany(
    'metrics',
    inputs.map(({ MetricStat }) => MetricStat),
  );
  tooMany(
    'expressions',
    inputs.map(({ Expression }) => Expression),
  );
}

function refused(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
