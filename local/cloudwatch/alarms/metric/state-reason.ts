import type { AlarmRule, AlarmState, ComparisonOperator } from '../../../scaling/alarms/alarm.ts';
import { datapointTime, spelledNumber } from '../timestamps.ts';
import type { AlarmPeriod } from './alarm-periods.ts';
import type { Judged } from './judge-metric-alarm.ts';
import { neededPeriods, supportingPeriods } from './supporting-periods.ts';

/** How many datapoints a sentence lists, at most. */
const mostListed = 5;

/**
 * Why a metric alarm is in a state, in CloudWatch's words. AWS does not document them: they were seen in accounts. Assumed:
 * missing ones come before the list of more than five datapoints, and an empty list is worded like any other.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
export function stateReason(rule: AlarmRule, judged: Judged): string {
  const { state, periods } = judged;
  const missing = periods.filter(({ value }) => value === undefined).length;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(missing, 'datapoint')} ${was(missing)} unknown.`;
  }
  if (missing === periods.length) {
    const nothing = `no datapoints were received for ${counted(missing, 'period')}`;
    return `Threshold Crossed: ${nothing}${treatedAs(rule, missing)}.`;
  }
  return `Threshold Crossed: ${crossed(rule, judged, treatedAs(rule, missing))} (minimum ${minimum(rule, state)}).`;
}

function crossed(rule: AlarmRule, judged: Judged, treated: string): string {
  const datapoints = supportingPeriods(rule, judged);
  const share = `${datapoints.length} out of the last ${rule.evaluationPeriods} datapoints`;
  const not = judged.state === 'OK' ? ' not' : '';
  const comparison = `${was(datapoints.length)}${not} ${comparisons[rule.comparisonOperator]} the threshold (${spelledNumber(rule.threshold)})${treated}`;
  const list = listed(datapoints.slice(0, mostListed));
  return datapoints.length > mostListed
    ? `${share} ${comparison}. The most recent datapoints which crossed the threshold: ${list}`
    : `${share} ${list} ${comparison}`;
}

function listed(periods: readonly AlarmPeriod[]): string {
  const texts = periods.map(
    ({ startMs, value = 0 }) => `${spelledNumber(value)} (${datapointTime(startMs)})`,
  );
  return `[${texts.join(', ')}]`;
}

const comparisons: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function minimum(rule: AlarmRule, state: AlarmState): string {
  const transition = state === 'OK' ? 'ALARM -> OK' : 'OK -> ALARM';
  return `${counted(neededPeriods(rule, state), 'datapoint')} for ${transition} transition`;
}

/** Told only where missing data counts as something. */
function treatedAs({ treatMissingData }: AlarmRule, missing: number): string {
  if (missing === 0 || treatMissingData === 'missing' || treatMissingData === 'ignore') return '';
  const treatment = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return ` and ${counted(missing, 'missing datapoint')} ${was(missing)} treated as [${treatment}]`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}
