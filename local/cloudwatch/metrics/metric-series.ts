import { type Buckets, createBuckets } from './buckets.ts';
import type { Period, PeriodRange } from './metric-reader.ts';
import { periodNumber, periodNumbers } from './periods.ts';
import { addTallies, setOf, type Tally } from './tally.ts';

const minuteMs = 60_000;

/**
 * How long each period can be read, counted back from the newest data.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
export const retention = {
  /** As on AWS. */
  belowAMinuteMs: 180 * minuteMs,
  /** AWS keeps minutes for 15 days. */
  minutesMs: 24 * 60 * minuteMs,
} as const;

/** The data of one metric in one unit: everything in minutes, and the newest in the resolution in which it came. */
export interface MetricSeries {
  readonly fine: Buckets;
  readonly minutes: Buckets;
}

/** A series without data. */
export function createSeries(): MetricSeries {
  return { fine: createBuckets(), minutes: createBuckets() };
}

/** Adds what was observed at a time, in buckets of `resolutionMs`. */
export function addToSeries(
  { fine, minutes }: MetricSeries,
  atMs: number,
  resolutionMs: number,
  tally: Tally,
): void {
  fine.add(periodNumber(atMs, resolutionMs) * resolutionMs, tally);
  minutes.add(periodNumber(atMs, minuteMs) * minuteMs, tally);
}

/** Forgets what is older than this share of the time for which it is kept; true where nothing is left. */
export function forgetOld({ fine, minutes }: MetricSeries, newestMs: number, share: number): boolean {
  fine.forgetBefore(newestMs - retention.belowAMinuteMs * share);
  minutes.forgetBefore(newestMs - retention.minutesMs * share);
  return minutes.size() === 0;
}

/** As much memory as a series takes without data, in points. */
const emptySize = 20;

/** How much memory a series takes, in points. */
export function sizeOf({ fine, minutes }: MetricSeries): number {
  return emptySize + fine.size() + minutes.size();
}

/** The periods of a series; a bucket belongs to the period in which it begins. */
export function readSeries(series: MetricSeries, range: PeriodRange, unit: string): readonly Period[] {
  const { periodMs } = range;
  const [from, to] = periodNumbers(range).map((number) => number * periodMs - 0.5);
  const buckets = periodMs % minuteMs === 0 ? series.minutes : series.fine;
  const tallies = new Map<number, Tally>();
  for (const [startMs, tally] of buckets.between(from ?? 0, to ?? 0)) {
    const number = periodNumber(startMs, periodMs);
    const before = tallies.get(number);
    tallies.set(number, before === undefined ? tally : addTallies(before, tally));
  }
  return [...tallies].map(([number, tally]) => ({ startMs: number * periodMs, values: setOf(tally), unit }));
}
