import { z } from 'zod';
import { parseJson } from '../../../../../json/parse-json.ts';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import { setAlarmState as withState } from '../../../../cloudwatch/alarms/put-alarm.ts';
import { AwsError } from '../../aws-error.ts';
import { findAlarm } from '../find-alarm.ts';
import { alarmName, stateValue } from '../input/alarm-names.ts';
import { text } from '../input/values.ts';
import { alarmOperation } from '../operation.ts';

const input = z.object({
  AlarmName: alarmName,
  StateValue: stateValue,
  StateReason: text(0, 1023),
  StateReasonData: text(0, 4000).optional(),
});

/**
 * Sets a state until the next evaluation. The errors have no text, as CloudWatch's.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const setAlarmState = alarmOperation(input, async (request, { changeAlarms, place }) => {
  const { AlarmName, StateValue: state, StateReason: reason, StateReasonData } = request;
  const reasonData = StateReasonData === '' ? undefined : StateReasonData;
  if (reasonData !== undefined && parseJson(reasonData) === undefined)
    throw new AwsError('InvalidFormat', '');
  await changeAlarms((alarms, nowMs) => {
    if (findAlarm(alarms, AlarmName) === undefined) throw new AwsError('ResourceNotFound', '', 404);
    return withState(alarms, AlarmName, { state, reason, reasonData }, nowMs, alarmArns(place));
  });
  return {};
});
