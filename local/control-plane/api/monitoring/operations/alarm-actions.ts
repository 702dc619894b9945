import { z } from 'zod';
import { setActionsEnabled } from '../../../../cloudwatch/alarms/actions-enabled.ts';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import { alarmNames } from '../input/alarm-names.ts';
import { alarmOperation } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions = turning(true);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions = turning(false);

function turning(enabled: boolean) {
  return alarmOperation(z.object({ AlarmNames: alarmNames }), async (request, { changeAlarms, place }) => {
    await changeAlarms((alarms, nowMs) =>
      setActionsEnabled(alarms, request.AlarmNames, enabled, nowMs, alarmArns(place)),
    );
    return {};
  });
}
