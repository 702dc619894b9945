import type { MetricId } from '../../../../definition/model/alarms.ts';
import type { MetricReader, Period, PeriodRange } from '../../../cloudwatch/metrics/metric-reader.ts';
import { standardUnits } from './input/units.ts';

/** What there is of a metric in one unit. */
export interface PeriodsOfUnit {
  readonly unit: string;
  readonly periods: readonly Period[];
}

/** What there is of a metric in each unit in which it was published, in the order of their names. */
export function periodsByUnit(
  metrics: MetricReader,
  metric: MetricId,
  range: PeriodRange,
): readonly PeriodsOfUnit[] {
  if (metrics.read(metric, range).length === 0) return [];
  return standardUnits
    .toSorted()
    .map((unit) => ({ unit, periods: metrics.read(metric, range, unit) }))
    .filter(({ periods }) => periods.length > 0);
}
