import type { AlarmDefinition, WatchedMetric } from '../../../definition/model/alarms.ts';
import { parseJson } from '../../../json/parse-json.ts';
import type { ArnOf } from './alarm-arn.ts';
import type { AlarmHistoryItem, AlarmRecord, PendingAction } from './alarms-state.ts';
import { isStandardStatistic } from './standard-statistic.ts';
import { jsonTime } from './timestamps.ts';

/** AWS keeps those of 30 days. The whole state is written each time that a part of it changes: it has to be small. */
const mostItems = 100;
const mostCharacters = 64 * 1024;

/** The record with one more item in its history, which keeps the newest 100 and at most 64 KiB of what they tell. */
export function withItem(record: AlarmRecord, item: AlarmHistoryItem): AlarmRecord {
  return { ...record, history: newest([item, ...record.history]) };
}

function newest(items: readonly AlarmHistoryItem[]): readonly AlarmHistoryItem[] {
  let characters = 0;
  const end = items.findIndex(({ data }, index) => {
    characters += data.length;
    return index > 0 && (index >= mostItems || characters > mostCharacters);
  });
  return end === -1 ? items : items.slice(0, end);
}

type Told = Pick<AlarmRecord, 'state' | 'stateReason' | 'stateReasonData'>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export function stateUpdate(from: Told, to: Told, atMs: number): AlarmHistoryItem {
  return {
    atMs,
    type: 'StateUpdate',
    summary: `Alarm updated from ${from.state} to ${to.state}`,
    data: JSON.stringify({ version: '1.0', oldState: stateJson(from), newState: stateJson(to) }),
  };
}

function stateJson({ state, stateReason, stateReasonData }: Told) {
  return {
    stateValue: state,
    stateReason,
    ...(stateReasonData === undefined ? {} : { stateReasonData: parseJson(stateReasonData) }),
  };
}

/** Assumed: an update names its alarm as a creation does. */
export function configurationUpdate(
  change: 'Create' | 'Update',
  record: AlarmRecord,
  arnOf: ArnOf,
): AlarmHistoryItem {
  const done = change === 'Create' ? 'created' : 'updated';
  const alarm = configurationJson(record, arnOf);
  return {
    atMs: record.configurationUpdatedAtMs,
    type: 'ConfigurationUpdate',
    summary: `Alarm "${record.definition.alarmName}" ${done}`,
    data: JSON.stringify({ version: '1.0', type: change, [`${done}Alarm`]: alarm }),
  };
}

function configurationJson({ definition, ...record }: AlarmRecord, arnOf: ArnOf) {
  const { alarmName, alarmDescription, actionsEnabled } = definition;
  return {
    ...{ alarmName, alarmDescription, alarmArn: arnOf(alarmName) },
    alarmConfigurationUpdatedTimestamp: jsonTime(record.configurationUpdatedAtMs),
    ...ownJson(definition),
    stateValue: record.state,
    stateUpdatedTimestamp: jsonTime(record.stateUpdatedAtMs),
    actionsEnabled,
    alarmActions: definition.alarmActions,
    insufficientDataActions: definition.insufficientDataActions,
    okactions: definition.okActions,
  };
}

function ownJson(definition: AlarmDefinition) {
  if (definition.kind === 'composite') return { alarmRule: definition.alarmRule };
  const { watched, threshold, comparisonOperator, evaluationPeriods, ...others } = definition;
  const { datapointsToAlarm, treatMissingData, evaluateLowSampleCountPercentile } = others;
  return {
    ...watchedJson(watched),
    ...{ threshold, comparisonOperator, evaluationPeriods, datapointsToAlarm, treatMissingData },
    evaluateLowSampleCountPercentile,
  };
}

function watchedJson(watched: WatchedMetric) {
  if (watched.kind === 'math') return { metrics: watched.queries };
  const { metric, stat, periodSeconds, unit } = watched;
  const { namespace, metricName, dimensions } = metric;
  return {
    ...{ namespace, metricName },
    ...(isStandardStatistic(stat) ? { statistic: stat } : { extendedStatistic: stat }),
    ...{ period: periodSeconds, unit },
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
  };
}

/**
 * What became of an action; `error` where it failed. AWS keeps the message that was published as well: here that would make
 * the state on disk several times as large.
 */
export function actionItem(action: PendingAction, atMs: number, error?: string): AlarmHistoryItem {
  const summary =
    error === undefined
      ? `Successfully executed action ${action.actionArn}`
      : `Failed to execute action ${action.actionArn}. Received error: "${error}"`;
  return {
    atMs,
    type: 'Action',
    summary,
    data: JSON.stringify({
      actionState: error === undefined ? 'Succeeded' : 'Failed',
      stateUpdateTimestamp: action.atMs,
      notificationResource: action.actionArn,
      publishedMessage: null,
      error: error ?? null,
    }),
  };
}
