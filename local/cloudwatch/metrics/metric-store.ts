import type { MetricId } from '../../../definition/model/alarms.ts';
import { type MetricDatum, metricKey } from './metric.ts';
import type { MetricReader, Period, PeriodRange } from './metric-reader.ts';
import {
  addToSeries,
  createSeries,
  forgetOld,
  type MetricSeries,
  readSeries,
  retention,
  sizeOf,
} from './metric-series.ts';
import { resolutionOf } from './resolution.ts';
import { isSoundDatum } from './sound-datum.ts';
import { tallyOf } from './tally.ts';

const forgetEveryMs = 300_000;
/** Clients may put data that is so much newer. What is newer still is of a clock that was wrong. */
const furthestAheadMs = 2 * 60 * 60_000;
/** At a share of a four-thousandth, minutes are kept for 20 seconds. */
const leastShare = 1 / 4096;

/** Metrics in memory. */
export interface MetricStore extends MetricReader {
  /** Adds data; leaves out what is no number, and what is older than it is kept. */
  put(data: readonly MetricDatum[]): void;
  /** The units in which there is data of a metric, by name. */
  units(metric: MetricId): readonly string[];
}

/**
 * Keeps metrics in memory: periods below a minute for three hours, minutes for a day (`retention`). A period that is
 * no multiple of a minute is read from the former. A bucket takes about 50 bytes, and 16 for each bin if its values
 * differ. Measured for a day of 200 metrics: 21 MiB with one value each minute, 43 MiB with two different ones. Beyond
 * `mostPoints`, about 100 MiB, all is kept for half of the time, or a quarter, and so on. `now` is in milliseconds since
 * the epoch.
 */
export function createMetricStore({
  timeScale = 1,
  mostPoints = 1_000_000,
  now = () => Infinity,
}: {
  readonly timeScale?: number;
  readonly mostPoints?: number;
  readonly now?: () => number;
} = {}): MetricStore {
  const metrics = new Map<string, KeptMetric>();
  let newestMs = -Infinity;
  let forgotAtMs = -Infinity;
  let addedSince = 0;
  /** From when on it is counted how long data is kept. */
  const latestMs = () => Math.min(newestMs, now() + furthestAheadMs);

  function add({ metric, atMs, unit, values, isHighResolution }: MetricDatum): void {
    newestMs = Math.max(newestMs, atMs);
    if (atMs < latestMs() - retention.minutesMs) return;
    const series = seriesOf(keptMetric(metrics, metric), unit);
    addedSince += 1;
    addToSeries(series, atMs, resolutionOf(isHighResolution, timeScale), tallyOf(values));
  }

  function forget(): void {
    const fromMs = latestMs();
    // A series with one point takes more than twenty.
    if (Math.abs(fromMs - forgotAtMs) < forgetEveryMs && addedSince < mostPoints / 100) return;
    forgotAtMs = fromMs;
    addedSince = 0;
    let share = 1;
    forgetOlder(metrics, fromMs, share);
    while (totalSize(metrics) > mostPoints && share > leastShare) {
      share /= 2;
      forgetOlder(metrics, fromMs, share);
    }
  }

  const unitsOf = (metric: MetricId) => metrics.get(metricKey(metric))?.units ?? noUnits;
  return {
    put: (data) => {
      for (const datum of data) if (isSoundDatum(datum)) add(datum);
      forget();
    },
    read: (metric, range, unit) => readUnits(unitsOf(metric), range, unit),
    list: () => [...metrics.values()].map(({ metric }) => metric),
    units: (metric) => [...unitsOf(metric).keys()].sort(),
  };
}

interface KeptMetric {
  readonly metric: MetricId;
  readonly units: Map<string, MetricSeries>;
}

function forgetOlder(metrics: Map<string, KeptMetric>, newestMs: number, share: number): void {
  for (const [key, { units }] of metrics) {
    for (const [unit, series] of units) if (forgetOld(series, newestMs, share)) units.delete(unit);
    if (units.size === 0) metrics.delete(key);
  }
}

function totalSize(metrics: ReadonlyMap<string, KeptMetric>): number {
  let size = 0;
  for (const { units } of metrics.values()) for (const series of units.values()) size += sizeOf(series);
  return size;
}

const noUnits: KeptMetric['units'] = new Map();

function keptMetric(metrics: Map<string, KeptMetric>, metric: MetricId): KeptMetric {
  const key = metricKey(metric);
  const kept = metrics.get(key) ?? { metric, units: new Map() };
  metrics.set(key, kept);
  return kept;
}

function seriesOf({ units }: KeptMetric, unit: string): MetricSeries {
  const series = units.get(unit) ?? createSeries();
  units.set(unit, series);
  return series;
}

function readUnits(
  units: KeptMetric['units'],
  range: PeriodRange,
  unit: string | undefined,
): readonly Period[] {
  const read = [...units]
    .filter(([name]) => unit === undefined || name === unit)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, series]) => readSeries(series, range, name));
  const [only = [], ...more] = read;
  return more.length === 0 ? only : firstOfEach(read.flat());
}

/** CloudWatch gave the milliseconds of a metric that had seconds as well: the first unit by name. */
function firstOfEach(periods: readonly Period[]): readonly Period[] {
  const first = new Map<number, Period>();
  for (const period of periods) if (!first.has(period.startMs)) first.set(period.startMs, period);
  return [...first.values()].sort((a, b) => a.startMs - b.startMs);
}
