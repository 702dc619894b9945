import type { Distribution } from './distribution.ts';
import { addTallies, type Tally } from './tally.ts';

/** Tallies by when their buckets begin. */
export interface Buckets {
  add(startMs: number, tally: Tally): void;
  /** Those that begin at `fromMs` or later and before `toMs`, the oldest first. */
  between(fromMs: number, toMs: number): readonly (readonly [startMs: number, tally: Tally])[];
  forgetBefore(ms: number): void;
  size(): number;
}

/** Buckets in columns of numbers: an object for each of them would take three times the memory. */
export function createBuckets(): Buckets {
  const columns: Columns = {
    startMs: [],
    sampleCount: [],
    sum: [],
    minimum: [],
    maximum: [],
    distribution: [],
  };
  return {
    add: (startMs, tally) => addAt(columns, startMs, tally),
    between: (fromMs, toMs) => {
      const found: (readonly [number, Tally])[] = [];
      const { startMs } = columns;
      for (let index = firstFrom(startMs, fromMs); index < startMs.length; index += 1) {
        const start = startMs[index] ?? 0;
        if (start >= toMs) break;
        found.push([start, tallyAt(columns, index)]);
      }
      return found;
    },
    forgetBefore: (ms) => {
      const count = firstFrom(columns.startMs, ms);
      if (count > 0) for (const column of Object.values(columns)) column.splice(0, count);
    },
    size: () => columns.startMs.length,
  };
}

/** One array for each member of a tally; `startMs` is in ascending order. */
interface Columns {
  readonly startMs: number[];
  readonly sampleCount: number[];
  readonly sum: number[];
  readonly minimum: number[];
  readonly maximum: number[];
  readonly distribution: (Distribution | undefined)[];
}

function addAt(columns: Columns, startMs: number, tally: Tally): void {
  const index = firstFrom(columns.startMs, startMs);
  const isThere = columns.startMs[index] === startMs;
  const { sampleCount, sum, minimum, maximum, distribution } = isThere
    ? addTallies(tallyAt(columns, index), tally)
    : tally;
  const replaced = isThere ? 1 : 0;
  columns.startMs.splice(index, replaced, startMs);
  columns.sampleCount.splice(index, replaced, sampleCount);
  columns.sum.splice(index, replaced, sum);
  columns.minimum.splice(index, replaced, minimum);
  columns.maximum.splice(index, replaced, maximum);
  columns.distribution.splice(index, replaced, distribution);
}

function tallyAt(columns: Columns, index: number): Tally {
  return {
    sampleCount: columns.sampleCount[index] ?? 0,
    sum: columns.sum[index] ?? 0,
    minimum: columns.minimum[index] ?? 0,
    maximum: columns.maximum[index] ?? 0,
    distribution: columns.distribution[index],
  };
}

/** The index of the first of the ascending numbers that is at least `ms`. */
function firstFrom(ascending: readonly number[], ms: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
