import { z } from 'zod';
import type { AlarmsState } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { deleteAlarms as withoutAlarms } from '../../../../cloudwatch/alarms/put-alarm.ts';
import { AwsError } from '../../aws-error.ts';
import { findAlarm } from '../find-alarm.ts';
import { alarmNames } from '../input/alarm-names.ts';
import { alarmOperation } from '../operation.ts';

/**
 * Deletes all of the alarms or none; a name that no alarm has is passed over. The alarm of a scaling policy is deleted as
 * any other.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export const deleteAlarms = alarmOperation(
  z.object({ AlarmNames: alarmNames }),
  async ({ AlarmNames }, { changeAlarms }) => {
    await changeAlarms((alarms) => {
      requireFew(alarms, AlarmNames);
      return withoutAlarms(alarms, AlarmNames);
    });
    return {};
  },
);

/** Assumed: the text. */
function requireFew(alarms: AlarmsState, names: readonly string[]): void {
  const kinds = [...new Set(names)].map((name) => findAlarm(alarms, name)?.definition.kind);
  if (kinds.filter((kind) => kind === 'composite').length <= 1) return;
  throw new AwsError('ValidationError', 'Only one composite alarm can be deleted at a time.');
}
