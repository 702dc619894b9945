import { type Buckets, createBuckets } from '../../cloudwatch/metrics/buckets.ts';
import { type MetricDatum, metricKey } from '../../cloudwatch/metrics/metric.ts';
import { periodNumber } from '../../cloudwatch/metrics/periods.ts';
import { setOf, tallyOf } from '../../cloudwatch/metrics/tally.ts';
import type { JournalEntry } from './journal-entry.ts';

/** What is still to be written, added up by metric and time. */
export interface UnwrittenData {
  add(entry: JournalEntry): void;
  /** All of it, which is no longer here then. */
  take(): JournalEntry;
  /** Takes back what could not be written; positions that came meanwhile are newer. */
  putBack(entry: JournalEntry): void;
  isEmpty(): boolean;
}

/** Of how much data, and to how many milliseconds its time is written. */
export interface UnwrittenOptions {
  readonly resolutionOf: (isHighResolution: boolean) => number;
  /** More points are not kept: the older half is given up. */
  readonly mostPoints: number;
  readonly onGivenUp: () => void;
}

type Series = Pick<MetricDatum, 'metric' | 'unit' | 'isHighResolution'> & { readonly buckets: Buckets };

/** Nothing yet. */
export function createUnwrittenData(options: UnwrittenOptions): UnwrittenData {
  const all = new Map<string, Series>();
  const positions = new Map<string, string>();

  function addData(data: readonly MetricDatum[]): void {
    for (const { metric, unit, isHighResolution, atMs, values } of data) {
      const key = JSON.stringify([metricKey(metric), unit, isHighResolution]);
      const series = all.get(key) ?? { metric, unit, isHighResolution, buckets: createBuckets() };
      all.set(key, series);
      const resolutionMs = options.resolutionOf(isHighResolution);
      series.buckets.add(periodNumber(atMs, resolutionMs) * resolutionMs, tallyOf(values));
    }
    if (countPoints(all) > options.mostPoints) {
      giveUpOlderHalf(all);
      options.onGivenUp();
    }
  }

  return {
    add: ({ data, positions: newer }) => {
      addData(data);
      for (const [source, position] of newer) positions.set(source, position);
    },
    take: () => {
      const entry = { data: [...all.values()].flatMap(dataOf), positions: new Map(positions) };
      all.clear();
      positions.clear();
      return entry;
    },
    putBack: ({ data, positions: older }) => {
      addData(data);
      for (const [source, position] of older) {
        if (!positions.has(source)) positions.set(source, position);
      }
    },
    isEmpty: () => all.size === 0 && positions.size === 0,
  };
}

function dataOf({ buckets, ...series }: Series): readonly MetricDatum[] {
  return pointsOf(buckets).map(([atMs, tally]) => ({ ...series, atMs, values: setOf(tally) }));
}

function countPoints(all: ReadonlyMap<string, Series>): number {
  let count = 0;
  for (const { buckets } of all.values()) count += buckets.size();
  return count;
}

function giveUpOlderHalf(all: ReadonlyMap<string, Series>): void {
  const starts = [...all.values()].flatMap(({ buckets }) => pointsOf(buckets).map(([startMs]) => startMs));
  const middle = starts.sort((a, b) => a - b)[starts.length >> 1] ?? 0;
  // The newest time stays, even if most points are of it: the next ones are later.
  for (const { buckets } of all.values()) buckets.forgetBefore(middle);
}

function pointsOf(buckets: Buckets) {
  return buckets.between(-Infinity, Infinity);
}
