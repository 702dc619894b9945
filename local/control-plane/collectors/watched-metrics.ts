import type { MetricId } from '../../../definition/model/alarms.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';

/** The metrics that alarms watch, by themselves or in metric math; one that two alarms watch comes twice. */
export function watchedMetrics(alarms: AlarmsState): readonly MetricId[] {
  return Object.values(alarms).flatMap(({ definition }) => {
    if (definition.kind === 'composite') return [];
    const { watched } = definition;
    if (watched.kind === 'metric') return [watched.metric];
    return watched.queries.flatMap(({ metricStat }) => (metricStat === undefined ? [] : [metricStat.metric]));
  });
}
