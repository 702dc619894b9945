import { z } from 'zod';
import type { MetricAlarm, MetricQuery } from '../../../definition/model/alarms.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { alarmArns } from './alarm-arn.ts';
import { alarmMail } from './alarm-mail.ts';
import type { AlarmRecord, PendingAction } from './alarms-state.ts';
import { watchedPeriod } from './metric/metric-rule.ts';
import { regionName } from './region-name.ts';
import { isStandardStatistic } from './standard-statistic.ts';
import { jsonTime } from './timestamps.ts';

/** What CloudWatch publishes to a topic; `message` is JSON, `mailText` is for subscribers by mail. */
export interface Notification {
  readonly subject: string;
  readonly message: string;
  readonly mailText: string;
}

/**
 * The notification of a transition. SMS gets the same text as all others here, while AWS writes it one of its own.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function notification(
  { definition, configurationUpdatedAtMs }: AlarmRecord,
  action: PendingAction,
  place: { readonly region: string; readonly accountId: string },
): Notification {
  const { alarmName, alarmDescription = null } = definition;
  const { okActions, alarmActions, insufficientDataActions } = definition;
  const message = {
    ...{ AlarmName: alarmName, AlarmDescription: alarmDescription, AWSAccountId: place.accountId },
    AlarmConfigurationUpdatedTimestamp: jsonTime(configurationUpdatedAtMs),
    NewStateValue: action.to,
    NewStateReason: action.stateReason,
    StateChangeTime: jsonTime(action.atMs),
    Region: regionName(place.region),
    AlarmArn: alarmArns(place)(alarmName),
    OldStateValue: action.from,
    OKActions: okActions,
    AlarmActions: alarmActions,
    InsufficientDataActions: insufficientDataActions,
    ...(definition.kind === 'metric'
      ? { Trigger: trigger(definition) }
      : { AlarmRule: definition.alarmRule, TriggeringChildren: triggeringChildren(action.stateReasonData) }),
  };
  return {
    subject: subject(action, alarmName, place.region),
    message: JSON.stringify(message),
    mailText: alarmMail({ definition }, action, place),
  };
}

/** SNS takes no more. */
const longestSubject = 100;

/** The name is cut where the subject would be too long, and has an underscore for what is not ASCII. */
function subject({ to }: PendingAction, alarmName: string, region: string): string {
  const ascii = alarmName.replace(/[^\x20-\x7e]+/g, '_');
  const around = (name: string) => `${to}: "${name}" in ${regionName(region)}`;
  const room = longestSubject - around('').length;
  return around(ascii.length <= room ? ascii : `${ascii.slice(0, room - 3)}...`);
}

function trigger(alarm: MetricAlarm) {
  const { watched, evaluationPeriods, datapointsToAlarm, comparisonOperator, threshold } = alarm;
  const judged = {
    EvaluationPeriods: evaluationPeriods,
    DatapointsToAlarm: datapointsToAlarm,
    ComparisonOperator: comparisonOperator,
    Threshold: threshold,
    TreatMissingData: alarm.treatMissingData ?? '',
    EvaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentile ?? '',
  };
  if (watched.kind === 'math') {
    return { Period: watchedPeriod(watched), ...judged, Metrics: watched.queries.map(queryJson) };
  }
  const { metric, stat, unit = null, periodSeconds } = watched;
  return {
    ...{ MetricName: metric.metricName, Namespace: metric.namespace },
    ...(isStandardStatistic(stat)
      ? { StatisticType: 'Statistic', Statistic: stat.toUpperCase() }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: stat }),
    ...{ Unit: unit, Dimensions: dimensionsJson(metric.dimensions), Period: periodSeconds },
    ...judged,
  };
}

function queryJson({ id, label, expression, metricStat, periodSeconds, returnData }: MetricQuery) {
  return {
    ...{ Expression: expression, Id: id, Label: label },
    ...(metricStat === undefined
      ? {}
      : {
          MetricStat: {
            Metric: {
              Dimensions: dimensionsJson(metricStat.metric.dimensions),
              MetricName: metricStat.metric.metricName,
              Namespace: metricStat.metric.namespace,
            },
            ...{ Period: metricStat.periodSeconds, Stat: metricStat.stat, Unit: metricStat.unit },
          },
        }),
    ...{ ReturnData: returnData, Period: periodSeconds },
  };
}

function dimensionsJson(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}

const childrenSchema = z.object({
  triggeringAlarms: z.array(
    z.object({ arn: z.string(), state: z.object({ value: z.string(), timestamp: z.string() }) }),
  ),
});

function triggeringChildren(reasonData: string | undefined) {
  const { data } = childrenSchema.safeParse(reasonData === undefined ? undefined : parseJson(reasonData));
  return (data?.triggeringAlarms ?? []).map(({ arn, state: { value, timestamp } }) => ({
    Arn: arn,
    State: { Value: value, Timestamp: timestamp },
  }));
}
