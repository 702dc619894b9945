import { type AlarmRule, type AlarmState, breaches } from '../../../scaling/alarms/alarm.ts';
import type { AlarmPeriod } from './alarm-periods.ts';
import type { Judged } from './judge-metric-alarm.ts';

/** The real periods that speak for the state, the newest first. */
export function supportingPeriods(rule: AlarmRule, { state, periods }: Judged): readonly AlarmPeriod[] {
  if (state === 'INSUFFICIENT_DATA') return [];
  return periods.filter(({ value }) => value !== undefined && breaches(rule, value) === (state === 'ALARM'));
}

/** How many periods have to speak for a state. */
export function neededPeriods(
  { evaluationPeriods, datapointsToAlarm }: AlarmRule,
  state: AlarmState,
): number {
  return state === 'OK' ? evaluationPeriods - datapointsToAlarm + 1 : datapointsToAlarm;
}

/** What CloudWatch lists as evaluated, the newest first, with missing periods if there are too few real ones. */
export function evaluatedPeriods(rule: AlarmRule, judged: Judged): readonly AlarmPeriod[] {
  const real = supportingPeriods(rule, judged);
  const missing = judged.periods
    .filter(({ value }) => value === undefined)
    .slice(0, Math.max(0, neededPeriods(rule, judged.state) - real.length));
  return [...real, ...missing].sort((a, b) => b.startMs - a.startMs);
}
