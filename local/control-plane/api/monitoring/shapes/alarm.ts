import type { MetricAlarm } from '../../../../../definition/model/alarms.ts';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmRecord } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { isExtendedStatistic } from '../input/statistics.ts';
import type { Context } from '../operation.ts';
import { dimensionShapes } from './metric.ts';
import { queryShape } from './metric-query.ts';

type Place = Context['place'];

/** An alarm as `DescribeAlarms` lists it: exactly one of the members is there. */
export function alarmShape(record: AlarmRecord, place: Place) {
  return record.definition.kind === 'metric'
    ? { metric: metricAlarmShape(record, record.definition, place) }
    : { composite: compositeAlarmShape(record, record.definition.alarmRule, place) };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
function metricAlarmShape(record: AlarmRecord, alarm: MetricAlarm, place: Place) {
  return {
    ...commonShape(record, place),
    ...watchedShape(alarm),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparisonOperator,
    TreatMissingData: alarm.treatMissingData,
    EvaluateLowSampleCountPercentile: alarm.evaluateLowSampleCountPercentile,
    ...(alarm.watched.kind === 'math' ? { Metrics: alarm.watched.queries.map(queryShape) } : {}),
    StateTransitionedTimestamp: new Date(record.stateTransitionedAtMs),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html */
function compositeAlarmShape(record: AlarmRecord, AlarmRule: string, place: Place) {
  const StateTransitionedTimestamp = new Date(record.stateTransitionedAtMs);
  return { ...commonShape(record, place), AlarmRule, StateTransitionedTimestamp };
}

function commonShape({ definition, ...record }: AlarmRecord, place: Place) {
  return {
    AlarmName: definition.alarmName,
    AlarmArn: alarmArns(place)(definition.alarmName),
    AlarmDescription: definition.alarmDescription,
    AlarmConfigurationUpdatedTimestamp: new Date(record.configurationUpdatedAtMs),
    ActionsEnabled: definition.actionsEnabled,
    OKActions: definition.okActions,
    AlarmActions: definition.alarmActions,
    InsufficientDataActions: definition.insufficientDataActions,
    StateValue: record.state,
    StateReason: record.stateReason,
    StateReasonData: record.stateReasonData,
    StateUpdatedTimestamp: new Date(record.stateUpdatedAtMs),
  };
}

/** An alarm on metric math has no dimensions of its own, and says so. */
function watchedShape({ watched }: MetricAlarm) {
  if (watched.kind === 'math') return { Dimensions: [] };
  const { metric, stat, periodSeconds, unit } = watched;
  return {
    MetricName: metric.metricName,
    Namespace: metric.namespace,
    ...(isExtendedStatistic(stat) ? { ExtendedStatistic: stat } : { Statistic: stat }),
    Dimensions: dimensionShapes(metric.dimensions),
    Period: periodSeconds,
    Unit: unit,
  };
}
