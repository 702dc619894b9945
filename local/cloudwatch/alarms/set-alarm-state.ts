import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import type { AlarmState } from '../../scaling/alarms/alarm.ts';
import { isScalingAction, withoutPending } from './alarm-actions.ts';
import { type ArnOf, nameAsArn } from './alarm-arn.ts';
import { alarmNotFound } from './alarm-error.ts';
import type { AlarmsState } from './alarms-state.ts';
import { settleComposites } from './composite/settle-composites.ts';
import { withState } from './with-state.ts';

/** What an alarm is set to by hand; `reasonData` is JSON. */
export interface SetState {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string | undefined;
}

/**
 * Sets an alarm's state until its next evaluation. Its actions are carried out as at any other transition; to the state
 * that it is in already nothing happens. Raises `ResourceNotFound`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export function setAlarmState(
  alarms: AlarmsState,
  name: string,
  { reasonData, ...set }: SetState,
  nowMs: number,
  arnOf: ArnOf = nameAsArn,
): AlarmsState {
  const before = Object.hasOwn(alarms, name) ? alarms[name] : undefined;
  if (before === undefined) throw alarmNotFound();
  const next = { ...set, ...(reasonData === undefined ? {} : { reasonData }) };
  const after = withState(before, next, nowMs);
  if (after === before) return alarms;
  const recent = recentOf(reasonData);
  const changed = {
    ...alarms,
    [name]: recent === undefined ? after : { ...after, recentDatapoints: recent },
  };
  const checked = recent === undefined ? withoutScaling(changed, name, reasonData, nowMs) : changed;
  return settleComposites(checked, [name], nowMs, arnOf);
}

const datapoints = z.object({ recentDatapoints: z.array(z.number().nullable()) });

/** A scaling policy decides by the datapoints in the reason, so it does nothing without them. */
function recentOf(reasonData: string | undefined): readonly number[] | undefined {
  const { data } = datapoints.safeParse(reasonData === undefined ? undefined : parseJson(reasonData));
  return data?.recentDatapoints.filter((value) => value !== null);
}

function withoutScaling(
  alarms: AlarmsState,
  name: string,
  reasonData: string | undefined,
  atMs: number,
): AlarmsState {
  const error =
    reasonData === undefined ? 'StateReasonData must be provided' : 'Metric data points must be provided';
  const scaling = (alarms[name]?.pendingActions ?? []).filter(
    (action) => action.atMs === atMs && isScalingAction(action.actionArn),
  );
  return scaling.reduce((after, action) => withoutPending(after, name, action, { atMs, error }), alarms);
}
