import { z } from 'zod';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import { putAlarm } from '../../../../cloudwatch/alarms/put-alarm.ts';
import { findAlarm } from '../find-alarm.ts';
import { alarmSettings, compositeVendors, modelSettings, requireKind } from '../input/alarm-settings.ts';
import { refuseMembers } from '../input/refuse-members.ts';
import { text } from '../input/values.ts';
import { alarmOperation } from '../operation.ts';

const notSupported = [
  'ActionsSuppressor',
  'ActionsSuppressorWaitPeriod',
  'ActionsSuppressorExtensionPeriod',
] as const;

const input = z.object({
  ...alarmSettings,
  AlarmRule: text(1, 10_240),
  ActionsSuppressor: z.unknown().optional(),
  ActionsSuppressorWaitPeriod: z.unknown().optional(),
  ActionsSuppressorExtensionPeriod: z.unknown().optional(),
});

/**
 * Assumed: the text for a scaling policy as an action, which AWS documents for metric alarms alone.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const putCompositeAlarm = alarmOperation(input, async (request, { changeAlarms, place }) => {
  refuseMembers(request, notSupported);
  const { AlarmName, AlarmRule: alarmRule } = request;
  await changeAlarms((alarms, nowMs) => {
    requireKind(alarms, AlarmName, 'composite');
    const owner = findAlarm(alarms, AlarmName)?.owner ?? 'api';
    const definition = {
      kind: 'composite',
      ...modelSettings(request, alarms, place.region, compositeVendors),
      alarmRule,
    } as const;
    return putAlarm(alarms, definition, owner, nowMs, alarmArns(place));
  });
  return {};
});
