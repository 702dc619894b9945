import type { MetricId } from '../../../definition/model/alarms.ts';
import type { StatisticSet } from './metric.ts';

/** Which periods are read: `startMs` included, `endMs` not; milliseconds since the epoch. */
export interface PeriodRange {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

/** What was observed in one period of a metric. */
export interface Period {
  readonly startMs: number;
  readonly values: StatisticSet;
}

/** Reads metrics. Periods begin at multiples of their length since the epoch. */
export interface MetricReader {
  /** The periods that have data, the oldest first; those of another unit are left out where one is given. */
  read(metric: MetricId, range: PeriodRange, unit?: string): readonly Period[];
  /** All metrics of which there is data. */
  list(): readonly MetricId[];
}
