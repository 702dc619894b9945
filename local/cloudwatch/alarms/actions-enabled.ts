import { type ArnOf, nameAsArn } from './alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from './alarms-state.ts';
import { configurationUpdate, withItem } from './history-item.ts';

/**
 * Turns the actions of alarms on or off; alarms that are not there are no error. Turned on again they are carried out at
 * the next transition, those of scaling policies at the next evaluation.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
 */
export function setActionsEnabled(
  alarms: AlarmsState,
  names: readonly string[],
  actionsEnabled: boolean,
  nowMs: number,
  arnOf: ArnOf = nameAsArn,
): AlarmsState {
  const changed = [...new Set(names)].flatMap((name): readonly [string, AlarmRecord][] => {
    const record = Object.hasOwn(alarms, name) ? alarms[name] : undefined;
    if (record === undefined || record.definition.actionsEnabled === actionsEnabled) return [];
    const definition = { ...record.definition, actionsEnabled };
    const after = { ...record, definition, configurationUpdatedAtMs: nowMs };
    return [[name, withItem(after, configurationUpdate('Update', after, arnOf))]];
  });
  return changed.length === 0 ? alarms : { ...alarms, ...Object.fromEntries(changed) };
}
