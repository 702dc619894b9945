import { invalidAlarm } from './alarm-error.ts';
import type { AlarmsState } from './alarms-state.ts';
import { dependants } from './composite/check-composite.ts';

/**
 * Deletes alarms; those that are not there are no error. Raises `ValidationError` for one in the rule of a composite
 * alarm, even where that is to be deleted too: it has to be deleted before. On AWS the history outlives its alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export function deleteAlarms(alarms: AlarmsState, names: readonly string[]): AlarmsState {
  const present = names.filter((name) => Object.hasOwn(alarms, name));
  const needed = present.find((name) => dependants(name, alarms).length > 0);
  if (needed !== undefined) {
    throw invalidAlarm(`Cannot delete ${needed} as there are composite alarm(s) depending on it.`);
  }
  return withoutAlarms(alarms, present);
}

/** The alarms without some of them. */
export function withoutAlarms(alarms: AlarmsState, names: readonly string[]): AlarmsState {
  if (names.length === 0) return alarms;
  return Object.fromEntries(Object.entries(alarms).filter(([name]) => !names.includes(name)));
}
