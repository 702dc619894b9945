import type { AwsClients } from '../../aws/clients.ts';

/** Reads the states of CloudWatch alarms. */
export interface AlarmSource {
  /** Those of `names` that are in ALARM, in the order of their names. */
  inAlarm(names: readonly string[]): Promise<readonly string[]>;
}

/** `DescribeAlarms` takes at most 100 names. */
const namesPerCall = 100;

/** An `AlarmSource` on the SDK's client. */
export function alarmSource(clients: () => AwsClients): AlarmSource {
  return {
    inAlarm: async (names) => {
      const cloudWatch = await clients().cloudWatch();
      const found: string[] = [];
      for (let start = 0; start < names.length; start += namesPerCall) {
        const answer = await cloudWatch.describeAlarms({
          AlarmNames: names.slice(start, start + namesPerCall),
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          StateValue: 'ALARM',
        });
        for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) {
          if (alarm.AlarmName !== undefined) found.push(alarm.AlarmName);
        }
      }
      return found.sort();
    },
  };
}
