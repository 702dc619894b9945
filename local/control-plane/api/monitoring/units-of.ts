import type { MetricId } from '../../../../definition/model/alarms.ts';
import type { Period, PeriodRange } from '../../../cloudwatch/metrics/metric-reader.ts';
import type { CloudWatch } from './cloudwatch.ts';

/** What there is of a metric in one unit. */
export interface PeriodsOfUnit {
  readonly unit: string;
  readonly periods: readonly Period[];
}

/** What there is of a metric in each unit in which it was published, in the order of their names. */
export function periodsByUnit(
  metrics: CloudWatch['metrics'],
  metric: MetricId,
  range: PeriodRange,
): readonly PeriodsOfUnit[] {
  return metrics
    .units(metric)
    .toSorted()
    .map((unit) => ({ unit, periods: metrics.read(metric, range, unit) }))
    .filter(({ periods }) => periods.length > 0);
}
