import type { MetricId } from '../../../definition/model/alarms.ts';
import type { StatisticSet } from './metric.ts';

/** Which periods are read: those that begin at `startMs` or later and before `endMs`; milliseconds since the epoch. */
export interface PeriodRange {
  readonly startMs: number;
  readonly endMs: number;
  readonly periodMs: number;
}

/** What was observed in one period of a metric. */
export interface Period {
  readonly startMs: number;
  readonly values: StatisticSet;
  /** The unit of the values. */
  readonly unit?: string;
}

/** Reads metrics. Periods begin at multiples of their length since the epoch. */
export interface MetricReader {
  /**
   * The periods that have data, the oldest first. Data of different units is never added up: with a unit, only that is
   * read; without one, each period has what there is of the first unit by name.
   */
  read(metric: MetricId, range: PeriodRange, unit?: string): readonly Period[];
  /** All metrics of which there is data. */
  list(): readonly MetricId[];
}
