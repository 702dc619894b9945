import type { Keyed } from './paging.ts';

/** Digits enough for the milliseconds of any date, and for as many items of one of them. */
const digits = 16;

/**
 * Keys by time for a list of one owner that is kept with the newest first. Items of one millisecond are distinguished by
 * how many of them are older, so that they keep their order, and a key stays when newer items come.
 * @param atMs when an item was made, in milliseconds since the epoch
 */
export function keyedByTime<T>(
  owner: string,
  newestFirst: readonly T[],
  atMs: (item: T) => number,
): readonly Keyed<T>[] {
  const older = new Map<number, number>();
  return newestFirst
    .toReversed()
    .map((item) => {
      const at = atMs(item);
      const rank = older.get(at) ?? 0;
      older.set(at, rank + 1);
      return { key: [padded(at), owner, padded(rank)].join('|'), item };
    })
    .toReversed();
}

function padded(value: number): string {
  return String(value).padStart(digits, '0');
}
