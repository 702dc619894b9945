import { z } from 'zod';
import { flag, keyValueList, number, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';

const byPeriod = 'LocalStack evaluates alarms by their period only.';

const actions = texts.max(5, 'an alarm has at most five actions for each state').optional();
const dimensions = uniqueList(z.strictObject({ Name: text, Value: text }), 'Name')
  .max(30)
  .optional();

/** Seconds: a minute or a multiple of it, or less for metrics of high resolution. */
const period = number.refine(
  (seconds) => [10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0),
  'expected 10, 20, 30, or a multiple of 60 seconds',
);

const comparisons = [
  ...['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold'],
  ...['LessThanOrEqualToThreshold', 'LessThanLowerOrGreaterThanUpperThreshold'],
  ...['LessThanLowerThreshold', 'GreaterThanUpperThreshold'],
];

const metric = z.strictObject({
  Id: text.refine((id) => /^[a-z]\w{0,254}$/.test(id), 'an ID must begin with a lower-case letter'),
  AccountId: text.optional(),
  Expression: text.optional(),
  Label: text.optional(),
  Period: period.optional(),
  ReturnData: flag.optional(),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({
        Namespace: text.optional(),
        MetricName: text.optional(),
        Dimensions: dimensions,
      }),
      Period: period,
      Stat: text,
      Unit: text.optional(),
    })
    .optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html */
export const alarmSchema = z
  .strictObject({
    AlarmName: text.optional(),
    AlarmDescription: text.optional(),
    ActionsEnabled: flag.optional(),
    AlarmActions: actions,
    InsufficientDataActions: actions,
    OKActions: actions,
    ComparisonOperator: z.enum(comparisons).optional(),
    DatapointsToAlarm: wholeNumber(1, 86_400).optional(),
    Dimensions: dimensions,
    EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
    EvaluationCriteria: refused('LocalStack does not evaluate PromQL, so the alarm would never change state'),
    EvaluationInterval: recorded(byPeriod, number),
    EvaluationPeriods: wholeNumber(1, 86_400).optional(),
    EvaluationWindow: recorded(
      byPeriod,
      z.strictObject({
        SlidingWindow: z.json().optional(),
        WallClockWindow: z.strictObject({ Timezone: text.optional() }).optional(),
      }),
    ),
    ExtendedStatistic: text.optional(),
    MetricName: text.optional(),
    Metrics: uniqueList(metric, 'Id').optional(),
    Namespace: text.optional(),
    Period: period.optional(),
    Statistic: z.enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum']).optional(),
    Threshold: number.optional(),
    ThresholdMetricId: text.optional(),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).optional(),
    Unit: text.optional(),
    WarmUpConfiguration: recorded(
      'LocalStack evaluates new alarms immediately.',
      z.strictObject({
        OnlyStartEvaluatingAfterWarmUpPeriodEnds: flag.optional(),
        WarmUpPeriodDurationInMinutes: number.optional(),
      }),
    ),
    Tags: keyValueList.optional(),
  })
  .refine(({ Metrics, MetricName }) => Metrics === undefined || MetricName === undefined, {
    error: 'an alarm has either MetricName or Metrics, not both',
    path: ['Metrics'],
  })
  .refine(({ Statistic, ExtendedStatistic }) => Statistic === undefined || ExtendedStatistic === undefined, {
    error: 'an alarm has only one statistic',
    path: ['ExtendedStatistic'],
  })
  .refine(
    ({ DatapointsToAlarm = 1, EvaluationPeriods = DatapointsToAlarm }) =>
      DatapointsToAlarm <= EvaluationPeriods,
    { error: 'expected at most the EvaluationPeriods', path: ['DatapointsToAlarm'] },
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const compositeAlarmSchema = z.strictObject({
  AlarmName: text.optional(),
  AlarmDescription: text.optional(),
  AlarmRule: text.refine(
    (rule) => rule.length >= 1 && rule.length <= 10_240,
    'expected up to 10240 characters',
  ),
  ActionsEnabled: flag.optional(),
  ActionsSuppressor: text.optional(),
  ActionsSuppressorExtensionPeriod: number.optional(),
  ActionsSuppressorWaitPeriod: number.optional(),
  AlarmActions: actions,
  InsufficientDataActions: actions,
  OKActions: actions,
  Tags: keyValueList.optional(),
});
