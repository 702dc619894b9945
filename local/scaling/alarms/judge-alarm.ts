import { type AlarmRule, type AlarmState, breaches } from './alarm.ts';

/** The values of consecutive periods, the oldest first; undefined where the metric has none. */
export type Datapoints = readonly (number | undefined)[];

/**
 * The state of an alarm by the values in its evaluation range. The newest N real values decide, however old; what is
 * missing of N is treated as the alarm says. `before` is the state until now.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function judgeAlarm(rule: AlarmRule, range: Datapoints, before: AlarmState): AlarmState {
  return judgeWithin(rule, range, 0, range.length, before);
}

/** The same where the range is a part of more values, from `start` to before `end`: simulations judge millions. */
export function judgeWithin(
  rule: AlarmRule,
  values: Datapoints,
  start: number,
  end: number,
  before: AlarmState,
): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
  let real = 0;
  let breaching = 0;
  let oldest = end;
  for (let index = end - 1; index >= start && real < evaluationPeriods; index -= 1) {
    const value = values[index];
    if (value === undefined) continue;
    real += 1;
    oldest = index;
    if (breaches(rule, value)) breaching += 1;
  }
  const filled = treatMissingData === 'breaching' ? evaluationPeriods - real : 0;
  if (breaching + filled >= datapointsToAlarm) return 'ALARM';
  if (breaching < real || treatMissingData === 'notBreaching') return 'OK';
  if (treatMissingData === 'ignore') return before;
  // Breaches alone, fewer than M, are an alarm once the oldest of them is M periods old, and premature before.
  return end - oldest >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
}
