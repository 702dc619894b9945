import { ownValue } from '../../../../json/own-value.ts';
import { alarmArns } from '../../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from '../../../cloudwatch/alarms/alarms-state.ts';
import { AwsError } from '../aws-error.ts';
import type { Context } from './operation.ts';

/** All alarms in the order of their names. */
export function alarmsByName(alarms: AlarmsState): readonly AlarmRecord[] {
  return Object.keys(alarms)
    .sort()
    .flatMap((name) => findAlarm(alarms, name) ?? []);
}

export function findAlarm(alarms: AlarmsState, name: string): AlarmRecord | undefined {
  return ownValue(alarms, name);
}

/** The alarm that a request about tags names. Raises `ResourceNotFoundException` (404), without a text as CloudWatch. */
export function requireTagged(alarms: AlarmsState, arn: string, place: Context['place']): AlarmRecord {
  const arnOf = alarmArns(place);
  const found = alarmsByName(alarms).find(({ definition }) => arnOf(definition.alarmName) === arn);
  if (found !== undefined) return found;
  throw new AwsError('ResourceNotFoundException', '', 404);
}

/** Only metric alarms if no type is requested. */
export function isOfType({ definition }: AlarmRecord, types: readonly string[] = []): boolean {
  const wanted = types.length === 0 ? ['MetricAlarm'] : types;
  return wanted.includes(definition.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm');
}
