import type { AlarmDefinition } from '../../../definition/model/alarms.ts';
import type { AlarmState } from '../../scaling/alarms/alarm.ts';
import type { AlarmRecord, AlarmsState, PendingAction } from './alarms-state.ts';
import { actionItem, withItem } from './history-item.ts';

/** Something to be done because of an alarm's state. */
export interface AlarmAction {
  readonly alarmName: string;
  readonly actionArn: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** The state lasts; the action was taken before. */
  readonly isRepeat: boolean;
}

/** The actions of an alarm in a state; none while they are turned off. */
export function actionsIn(definition: AlarmDefinition, state: AlarmState): readonly string[] {
  if (!definition.actionsEnabled) return [];
  switch (state) {
    case 'OK':
      return definition.okActions;
    case 'ALARM':
      return definition.alarmActions;
    case 'INSUFFICIENT_DATA':
      return definition.insufficientDataActions;
  }
}

/** Whether an action is a scaling policy, whose action is repeated while the state lasts. */
export function isScalingAction(actionArn: string): boolean {
  return /^arn:[^:]+:autoscaling:/.test(actionArn);
}

/** Whether any state of an alarm is of interest to a scaling policy. */
export function scales({ definition }: AlarmRecord): boolean {
  const { okActions, alarmActions, insufficientDataActions } = definition;
  return [...okActions, ...alarmActions, ...insufficientDataActions].some(isScalingAction);
}

/** The alarms after an action was carried out, or was given up with an error. */
export function withoutPending(
  alarms: AlarmsState,
  alarmName: string,
  action: PendingAction,
  outcome: { readonly atMs: number; readonly error?: string },
): AlarmsState {
  const record = Object.hasOwn(alarms, alarmName) ? alarms[alarmName] : undefined;
  if (record === undefined || !record.pendingActions?.some((each) => isSame(each, action))) return alarms;
  const { pendingActions = [], ...kept } = record;
  const others = pendingActions.filter((each) => !isSame(each, action));
  const rest = others.length === 0 ? kept : { ...kept, pendingActions: others };
  return { ...alarms, [alarmName]: withItem(rest, actionItem(action, outcome.atMs, outcome.error)) };
}

function isSame(one: PendingAction, other: PendingAction): boolean {
  return one.actionArn === other.actionArn && one.atMs === other.atMs && one.to === other.to;
}
