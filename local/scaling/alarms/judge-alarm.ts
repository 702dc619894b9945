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
  const real = range.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter((value) => breaches(rule, value)).length;
  const filled = treatMissingData === 'breaching' ? evaluationPeriods - real.length : 0;
  if (breaching + filled >= datapointsToAlarm) return 'ALARM';
  const isAnyGood = breaching < real.length;
  if (isAnyGood || real.length === evaluationPeriods) return 'OK';
  switch (treatMissingData) {
    case 'ignore':
      return before;
    case 'missing':
      return isOldEnough(rule, range) ? 'ALARM' : 'INSUFFICIENT_DATA';
    case 'breaching':
    case 'notBreaching':
      return 'OK';
  }
}

/** Breaches alone, fewer than M: they are an alarm once the oldest of them is M periods old, and premature before. */
function isOldEnough({ datapointsToAlarm }: AlarmRule, range: Datapoints): boolean {
  const oldest = range.findIndex((value) => value !== undefined);
  return oldest !== -1 && range.length - oldest >= datapointsToAlarm;
}
