import { z } from 'zod';
import type { TemplateAlarm } from '../../model/alarms.ts';
import { present } from '../../properties/present.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, number, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { commonAlarmMembers, toCommonAlarm } from './common-alarm.ts';
import { checkQueries, dimensions, metric, queryMembers } from './metric-query.ts';
import { anyStatistic, extendedStatistic, statistic } from './statistic.ts';
import { unit } from './unit.ts';
import { toWatchedMetric } from './watched-metric.ts';

const noBands = 'anomaly detection is not available locally';

/** Seconds: a minute or a multiple of it, or less for metrics of high resolution. */
const period = number.refine(
  (seconds) => [10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0),
  'expected 10, 20, 30, or a multiple of 60 seconds',
);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudwatch-alarm-metricdataquery.html */
const query = z.strictObject({
  ...queryMembers,
  AccountId: recorded('All metrics are in the one local account.', text),
  Period: period.optional(),
  MetricStat: z
    .strictObject({ Metric: metric, Period: period, Stat: anyStatistic, Unit: unit.optional() })
    .optional(),
});

const mostOfAKind = 10;

function requireFew(queries: readonly z.output<typeof query>[], context: z.RefinementCtx): void {
  const expressions = queries.filter(({ Expression }) => Expression !== undefined).length;
  if (Math.max(expressions, queries.length - expressions) <= mostOfAKind) return;
  const message = `an alarm has at most ${mostOfAKind} metrics and ${mostOfAKind} expressions`;
  context.addIssue({ code: 'custom', message });
}

const hourSeconds = 3600;
const daySeconds = 86_400;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarmSchema = z
  .strictObject({
    ...commonAlarmMembers,
    ActionConfiguration: recorded(
      'Messages about an alarm do not contain its tags.',
      z.strictObject({
        AlarmTagsPropagation: z
          .strictObject({
            Enabled: flag,
            ExcludedTagKeys: z.array(text).optional(),
            IncludedTagKeys: z.array(text).optional(),
          })
          .optional(),
      }),
    ),
    ComparisonOperator: withoutValues(
      z.enum([
        'GreaterThanOrEqualToThreshold',
        'GreaterThanThreshold',
        'LessThanThreshold',
        'LessThanOrEqualToThreshold',
      ]),
      {
        LessThanLowerOrGreaterThanUpperThreshold: noBands,
        LessThanLowerThreshold: noBands,
        GreaterThanUpperThreshold: noBands,
      },
    ),
    DatapointsToAlarm: wholeNumber(1, 86_400).optional(),
    Dimensions: dimensions.optional(),
    EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
    EvaluationCriteria: refused('PromQL is not evaluated locally'),
    EvaluationInterval: recorded(
      'Alarms are evaluated every minute, or every ten seconds if the period is shorter than a minute.',
      number,
    ),
    EvaluationPeriods: wholeNumber(1, 86_400),
    EvaluationWindow: refused('alarms are only evaluated over a sliding window, which is the default'),
    ExtendedStatistic: extendedStatistic.optional(),
    MetricName: text.optional(),
    Metrics: uniqueList(query, 'Id').superRefine(checkQueries).superRefine(requireFew).optional(),
    Namespace: text.optional(),
    Period: period.optional(),
    Statistic: statistic.optional(),
    Threshold: number,
    ThresholdMetricId: refused(noBands),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).optional(),
    Unit: unit.optional(),
    WarmUpConfiguration: recorded(
      'New alarms are evaluated immediately.',
      z.strictObject({
        OnlyStartEvaluatingAfterWarmUpPeriodEnds: flag.optional(),
        WarmUpPeriodDurationInMinutes: number.optional(),
      }),
    ),
  })
  .refine(({ Statistic, ExtendedStatistic }) => Statistic === undefined || ExtendedStatistic === undefined, {
    error: 'an alarm has only one statistic',
    path: ['ExtendedStatistic'],
  })
  .refine(
    ({ ExtendedStatistic = '', EvaluateLowSampleCountPercentile: given }) =>
      given === undefined || /^p\d/.test(ExtendedStatistic),
    { error: 'it is for percentiles only', path: ['EvaluateLowSampleCountPercentile'] },
  )
  .refine(({ DatapointsToAlarm = 1, EvaluationPeriods }) => DatapointsToAlarm <= EvaluationPeriods, {
    error: 'expected at most the EvaluationPeriods',
    path: ['DatapointsToAlarm'],
  })
  .refine(
    ({ EvaluationPeriods, Period = 0 }) =>
      EvaluationPeriods * Period <= (Period < hourSeconds ? daySeconds : 7 * daySeconds),
    {
      error: 'an alarm looks back at most one day, or seven days if its period is at least an hour',
      path: ['EvaluationPeriods'],
    },
  );

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export function readMetricAlarm(template: ResolvedTemplate, resource: ResolvedResource): TemplateAlarm {
  const properties = readProperties(resource, alarmSchema);
  return {
    kind: 'metric',
    ...toCommonAlarm(template, resource, properties),
    watched: watchedBy(resource, properties),
    threshold: properties.Threshold,
    comparisonOperator: properties.ComparisonOperator,
    evaluationPeriods: properties.EvaluationPeriods,
    ...present({
      datapointsToAlarm: properties.DatapointsToAlarm,
      treatMissingData: properties.TreatMissingData,
      evaluateLowSampleCountPercentile: properties.EvaluateLowSampleCountPercentile,
    }),
  };
}

function watchedBy(resource: ResolvedResource, properties: z.output<typeof alarmSchema>) {
  const { Metrics, MetricName, Namespace, Dimensions, Period, Unit } = properties;
  const Statistic = properties.Statistic ?? properties.ExtendedStatistic;
  const watched = toWatchedMetric({ Metrics, MetricName, Namespace, Dimensions, Period, Unit, Statistic });
  if (watched !== undefined) return watched;
  const name = Metrics === undefined ? missingOf({ MetricName, Namespace, Period, Statistic }) : 'Metrics';
  throw badProperty(
    resource,
    [name],
    'an alarm needs either Metrics alone, or MetricName, Namespace, Period and one of Statistic and ExtendedStatistic',
  );
}

function missingOf(members: Readonly<Record<string, unknown>>): string {
  return Object.keys(members).find((name) => members[name] === undefined) ?? 'MetricName';
}
