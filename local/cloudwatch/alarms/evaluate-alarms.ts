import type { MetricReader } from '../metrics/metric-reader.ts';
import { type AlarmAction, actionsIn, isScalingAction } from './alarm-actions.ts';
import { type ArnOf, nameAsArn } from './alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from './alarms-state.ts';
import { settleComposites } from './composite/settle-composites.ts';
import { type EvaluationTime, evaluateMetricAlarm } from './metric/evaluate-metric-alarm.ts';
import { inScaledTime } from './metric/scaled-time.ts';

export type { AlarmAction } from './alarm-actions.ts';

/** What an evaluation makes of the alarms, and what is to be done because of it. */
export interface Evaluated {
  /** The same object where nothing changed. */
  readonly alarms: AlarmsState;
  /** Those of transitions are pending in the alarms too; those of scaling policies repeat while the state lasts. */
  readonly actions: readonly AlarmAction[];
}

/**
 * Judges the metric alarms that `which` selects, and the composite alarms above those whose state changed. The same
 * evaluation at the same time again changes nothing; it only repeats the actions of scaling policies.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function evaluateAlarms(
  alarms: AlarmsState,
  reader: MetricReader,
  at: EvaluationTime & { readonly which?: (record: AlarmRecord) => boolean },
  arnOf: ArnOf = nameAsArn,
): Evaluated {
  const { which = () => true } = at;
  const scaled = inScaledTime(reader, at.timeScale);
  const judged = mapRecords(alarms, (record) => {
    const { definition } = record;
    return definition.kind === 'metric' && which(record)
      ? evaluateMetricAlarm(record, definition, scaled, at)
      : record;
  });
  const moved = Object.keys(judged).filter((name) => judged[name]?.state !== alarms[name]?.state);
  const settled = settleComposites(judged, moved, at.nowMs, arnOf);
  return { alarms: settled, actions: actionsAfter(alarms, settled, which) };
}

function mapRecords(alarms: AlarmsState, change: (record: AlarmRecord) => AlarmRecord): AlarmsState {
  const changed = Object.entries(alarms).flatMap(([name, record]): readonly [string, AlarmRecord][] => {
    const after = change(record);
    return after === record ? [] : [[name, after]];
  });
  return changed.length === 0 ? alarms : { ...alarms, ...Object.fromEntries(changed) };
}

function actionsAfter(
  before: AlarmsState,
  after: AlarmsState,
  which: (record: AlarmRecord) => boolean,
): readonly AlarmAction[] {
  return Object.entries(after).flatMap(([alarmName, record]) => {
    const { definition, state: to } = record;
    const from = before[alarmName]?.state ?? to;
    const isRepeat = from === to;
    if (isRepeat && !which(record)) return [];
    return actionsIn(definition, to)
      .filter((actionArn) => !isRepeat || isScalingAction(actionArn))
      .map((actionArn) => ({ alarmName, actionArn, from, to, isRepeat }));
  });
}
