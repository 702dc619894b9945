import { ownValue } from '../../../json/own-value.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import type { AlarmAction } from '../../cloudwatch/alarms/evaluate-alarms.ts';

/** Application Auto Scaling refuses older data: some of 6 seconds was seen taken, and some of 16 refused. */
const freshMs = 10_000;

/**
 * Names of the alarms whose actions are to be done with the data that they have: those that are in ALARM still, and were
 * evaluated just now. An action of a transition may have waited for a process to start again.
 */
export function freshAlarms(
  actions: readonly AlarmAction[],
  alarms: AlarmsState,
  nowMs: number,
): ReadonlySet<string> {
  const fresh = actions.filter(({ alarmName, isRepeat }) => {
    const record = ownValue(alarms, alarmName);
    if (record?.state !== 'ALARM') return false;
    return isRepeat || nowMs - record.stateTransitionedAtMs <= freshMs;
  });
  return new Set(fresh.map(({ alarmName }) => alarmName));
}
