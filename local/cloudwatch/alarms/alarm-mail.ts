import type { AlarmRecord, PendingAction } from './alarms-state.ts';
import { regionName } from './region-name.ts';
import { spelledTime } from './timestamps.ts';

/**
 * What a subscriber by mail reads of a transition. CloudWatch writes a text of its own for mail, which is not documented;
 * this one has what the documentation says that a notification has.
 */
export function alarmMail(
  { definition }: Pick<AlarmRecord, 'definition'>,
  { from, to, stateReason, atMs }: PendingAction,
  place: { readonly region: string; readonly accountId: string },
): string {
  const { alarmName, alarmDescription = '-' } = definition;
  const details = {
    Name: alarmName,
    Description: alarmDescription,
    'State change': `${from} -> ${to}`,
    Reason: stateReason,
    Time: spelledTime(atMs),
    'AWS account': place.accountId,
    Region: regionName(place.region),
  };
  return [
    `The alarm "${alarmName}" has entered the state ${to}.`,
    '',
    ...Object.entries(details).map(([name, value]) => `- ${name}: ${value}`),
    '',
  ].join('\n');
}
