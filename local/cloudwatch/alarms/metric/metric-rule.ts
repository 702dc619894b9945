import type { MetricAlarm, WatchedMetric } from '../../../../definition/model/alarms.ts';
import type { AlarmRule } from '../../../scaling/alarms/alarm.ts';

/** By what a metric alarm judges, with the defaults of what was not given. */
export function metricRule(alarm: MetricAlarm): AlarmRule {
  const { threshold, comparisonOperator, evaluationPeriods } = alarm;
  return {
    ...{ threshold, comparisonOperator, evaluationPeriods },
    periodSeconds: watchedPeriod(alarm.watched),
    datapointsToAlarm: alarm.datapointsToAlarm ?? evaluationPeriods,
    treatMissingData: alarm.treatMissingData ?? 'missing',
  };
}

/** CloudWatch's own default, for an expression without a metric. */
const defaultPeriodSeconds = 60;

/** The period of what an alarm watches, in seconds; the metrics of an expression have the same one. */
export function watchedPeriod(watched: WatchedMetric): number {
  if (watched.kind === 'metric') return watched.periodSeconds;
  const ofMetrics = watched.queries.flatMap(({ metricStat }) => metricStat?.periodSeconds ?? []);
  const { periodSeconds = defaultPeriodSeconds } = watched.queries.find(({ returnData }) => returnData) ?? {};
  return ofMetrics.length > 0 ? Math.min(...ofMetrics) : periodSeconds;
}
