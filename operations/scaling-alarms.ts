import { z } from 'zod';
import { allPages } from '../aws/all-pages.ts';
import type { AlarmHistoryItem, CloudWatch, MetricAlarm, MetricDataQuery } from '../aws/scaling-types.ts';
import { parseJson } from '../json/parse-json.ts';
import type { AlarmRule } from '../local/scaling/alarms/alarm.ts';
import type { RecordedAlarm, RecordedValue } from '../local/scaling/words/scaling-record.ts';
import { readMetrics } from './read-metrics.ts';

/** From when to when, in milliseconds since the epoch. */
export interface ReadRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** CloudWatch describes a hundred alarms in one call. */
const describedAtOnce = 100;

/** The alarms with these names, by name, each with its transitions and with the values of its metric. */
export async function readAlarms(
  cloudWatch: CloudWatch,
  names: readonly string[],
  range: ReadRange,
): Promise<ReadonlyMap<string, RecordedAlarm>> {
  const alarms = await describeAlarms(cloudWatch, names);
  const read = await Promise.all(alarms.map((alarm) => readAlarm(cloudWatch, alarm, range)));
  return new Map(read.map((alarm) => [alarm.alarmName, alarm]));
}

/** The values of the metrics of alarms, by the names of the alarms; the oldest first. */
export async function readAlarmValues(
  cloudWatch: CloudWatch,
  names: readonly string[],
  range: ReadRange,
): Promise<ReadonlyMap<string, readonly RecordedValue[]>> {
  const alarms = await describeAlarms(cloudWatch, names);
  return new Map(
    await Promise.all(
      alarms.map(
        async (alarm) => [alarm.AlarmName ?? '', await readValues(cloudWatch, alarm, range)] as const,
      ),
    ),
  );
}

async function describeAlarms(
  cloudWatch: CloudWatch,
  names: readonly string[],
): Promise<readonly MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for (let from = 0; from < names.length; from += describedAtOnce) {
    const AlarmNames = names.slice(from, from + describedAtOnce);
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({
      AlarmNames,
      AlarmTypes: ['MetricAlarm'],
      MaxRecords: describedAtOnce,
    });
    alarms.push(...MetricAlarms);
  }
  return alarms;
}

async function readAlarm(
  cloudWatch: CloudWatch,
  alarm: MetricAlarm,
  range: ReadRange,
): Promise<RecordedAlarm> {
  const { AlarmName: alarmName = '', Threshold = 0, StateValue = 'INSUFFICIENT_DATA' } = alarm;
  const [transitions, values] = await Promise.all([
    readTransitions(cloudWatch, alarmName, range),
    readValues(cloudWatch, alarm, range),
  ]);
  return {
    alarmName,
    threshold: Threshold,
    periodSeconds: periodOf(alarm, range),
    ...ruleOf(alarm, range),
    metricName: alarm.MetricName ?? namesIn(alarm).join(' and '),
    state: stateSchema.catch('INSUFFICIENT_DATA').parse(StateValue),
    areActionsDisabled: alarm.ActionsEnabled === false,
    transitions,
    values,
  };
}

const operatorSchema = z.enum([
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
]);
const missingDataSchema = z.enum(['missing', 'ignore', 'breaching', 'notBreaching']);

/** Nothing of an alarm on an anomaly detection band, which has other operators and no threshold. */
function ruleOf(alarm: MetricAlarm, range: ReadRange): { readonly rule?: AlarmRule } {
  const { Threshold: threshold, EvaluationPeriods: evaluationPeriods = 1, DatapointsToAlarm } = alarm;
  const operator = operatorSchema.safeParse(alarm.ComparisonOperator);
  if (threshold === undefined || !operator.success) return {};
  return {
    rule: {
      ...{ threshold, comparisonOperator: operator.data, evaluationPeriods },
      periodSeconds: periodOf(alarm, range),
      datapointsToAlarm: DatapointsToAlarm ?? evaluationPeriods,
      treatMissingData: missingDataSchema.catch('missing').parse(alarm.TreatMissingData),
    },
  };
}

const stateSchema = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
const sideSchema = z.object({ stateValue: stateSchema });
const historySchema = z.object({ oldState: sideSchema, newState: sideSchema });

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
async function readTransitions(
  cloudWatch: CloudWatch,
  AlarmName: string,
  { fromMs, toMs }: ReadRange,
): Promise<RecordedAlarm['transitions']> {
  const items = await allPages(async (token) => {
    const page = await cloudWatch.describeAlarmHistory({
      AlarmName,
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(fromMs),
      EndDate: new Date(toMs),
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { items: page.AlarmHistoryItems ?? [], next: page.NextToken };
  });
  return items.flatMap(alarmTransition).toSorted((left, right) => left.atMs - right.atMs);
}

/** The change of state that an item of an alarm's history tells of; nothing for another item. */
export function alarmTransition({
  Timestamp,
  HistoryData = '',
}: AlarmHistoryItem): RecordedAlarm['transitions'] {
  const { data } = historySchema.safeParse(parseJson(HistoryData));
  if (data === undefined || Timestamp === undefined) return [];
  return [{ atMs: Timestamp.getTime(), from: data.oldState.stateValue, to: data.newState.stateValue }];
}

/** Of metric math the one query that gives the value is asked for. */
async function readValues(
  cloudWatch: CloudWatch,
  alarm: MetricAlarm,
  range: ReadRange,
): Promise<readonly RecordedValue[]> {
  const queries =
    alarm.Metrics === undefined || alarm.Metrics.length === 0 ? [ownQuery(alarm, range)] : alarm.Metrics;
  const wanted = queries.find(({ ReturnData = true }) => ReturnData)?.Id ?? '';
  const series = await readMetrics(cloudWatch, queries, range);
  return series.get(wanted) ?? [];
}

function ownQuery(alarm: MetricAlarm, range: ReadRange): MetricDataQuery {
  const { Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Unit } = alarm;
  return {
    Id: 'value',
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions },
      Period: periodOf(alarm, range),
      Stat: Statistic ?? ExtendedStatistic ?? 'Average',
      ...(Unit === undefined ? {} : { Unit }),
    },
  };
}

/** CloudWatch keeps periods below a minute for three hours. */
const finePeriodsMs = 3 * 3_600_000;

/** In which periods an alarm's metric is read: in minutes where the range is too long for shorter ones. */
function periodOf({ Period, Metrics = [] }: MetricAlarm, { fromMs, toMs }: ReadRange): number {
  const periods = Metrics.flatMap((query) => query.MetricStat?.Period ?? query.Period ?? []);
  if (Period === undefined) return periods[0] ?? 60;
  return toMs - fromMs > finePeriodsMs ? Math.max(Period, 60) : Period;
}

function namesIn({ Metrics = [] }: MetricAlarm): readonly string[] {
  return Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric?.MetricName ?? []);
}
