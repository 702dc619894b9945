import { isDeepStrictEqual } from 'node:util';
import type { AlarmDefinition } from '../../../definition/model/alarms.ts';
import { type ArnOf, nameAsArn } from './alarm-arn.ts';
import { invalidAlarm } from './alarm-error.ts';
import type { AlarmRecord, AlarmsState } from './alarms-state.ts';
import { checkedRule } from './composite/check-composite.ts';
import { judgeComposite, settleComposites } from './composite/settle-composites.ts';
import { configurationUpdate, withItem } from './history-item.ts';

export { deleteAlarms } from './delete-alarms.ts';
export { setAlarmState } from './set-alarm-state.ts';

/**
 * Creates an alarm, or replaces the configuration of one that is there, which keeps its state. A metric alarm begins with
 * INSUFFICIENT_DATA; a composite alarm is judged at once. The same configuration again changes nothing. Raises
 * `ValidationError`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function putAlarm(
  alarms: AlarmsState,
  definition: AlarmDefinition,
  owner: AlarmRecord['owner'],
  nowMs: number,
  arnOf: ArnOf = nameAsArn,
): AlarmsState {
  const { alarmName } = definition;
  const before = Object.hasOwn(alarms, alarmName) ? alarms[alarmName] : undefined;
  if (before !== undefined && before.definition.kind !== definition.kind) throw otherKind(alarmName, before);
  const rule =
    definition.kind === 'composite' ? checkedRule(alarmName, definition.alarmRule, alarms, arnOf) : undefined;
  if (before?.owner === owner && isDeepStrictEqual(before.definition, definition)) return alarms;
  const put = configured(before, definition, owner, nowMs, arnOf);
  const change = before === undefined ? 'created' : 'updated';
  if (rule === undefined) return { ...alarms, [alarmName]: put };
  const judged = judgeComposite(put, rule, { alarms, arnOf, nowMs, change });
  const moved = judged.state === put.state ? [] : [alarmName];
  return settleComposites({ ...alarms, [alarmName]: judged }, moved, nowMs, arnOf);
}

function configured(
  before: AlarmRecord | undefined,
  definition: AlarmDefinition,
  owner: AlarmRecord['owner'],
  nowMs: number,
  arnOf: ArnOf,
): AlarmRecord {
  const record = { ...(before ?? unchecked(nowMs)), definition, owner, configurationUpdatedAtMs: nowMs };
  if (before !== undefined && isDeepStrictEqual(before.definition, definition)) return { ...before, owner };
  return withItem(record, configurationUpdate(before === undefined ? 'Create' : 'Update', record, arnOf));
}

function unchecked(nowMs: number) {
  return {
    state: 'INSUFFICIENT_DATA',
    stateReason: 'Unchecked: Initial alarm creation',
    stateUpdatedAtMs: nowMs,
    stateTransitionedAtMs: nowMs,
    history: [],
  } as const;
}

function otherKind(alarmName: string, { definition }: AlarmRecord) {
  return invalidAlarm(`The alarm ${alarmName} is a ${definition.kind} alarm already; delete it first.`);
}
