import { type AlarmRule, type AlarmState, breaches } from './alarm.ts';

/** The values of consecutive periods, the oldest first; undefined where the metric has none. */
export type Datapoints = readonly (number | undefined)[];

/**
 * The state of an alarm by the values in its evaluation range. The newest N real values decide, however old; what is
 * missing of N is treated as the alarm says. `before` is the state until now.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judgeAlarm(rule: AlarmRule, range: Datapoints, before: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  const { real, breaching, oldestAge } = newest(rule, range);
  const filled = treatMissingData === 'breaching' ? evaluationPeriods - real : 0;
  if (breaching + filled >= datapointsToAlarm) return 'ALARM';
  if (breaching < real || real === evaluationPeriods) return 'OK';
  switch (treatMissingData) {
    case 'ignore':
      return before;
    case 'missing':
      // Breaches alone, fewer than M, are an alarm once the oldest of them is M periods old, and premature before.
      return real > 0 && oldestAge >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
    case 'breaching':
    case 'notBreaching':
      return 'OK';
  }
}

/** Of the newest N real values: how many there are, how many breach, and how many periods ago the oldest began. */
function newest(rule: AlarmRule, range: Datapoints) {
  let real = 0;
  let breaching = 0;
  let oldestAge = 0;
  for (let age = 1; age <= range.length && real < rule.evaluationPeriods; age += 1) {
    const value = range[range.length - age];
    if (value === undefined) continue;
    real += 1;
    oldestAge = age;
    if (breaches(rule, value)) breaching += 1;
  }
  return { real, breaching, oldestAge };
}
