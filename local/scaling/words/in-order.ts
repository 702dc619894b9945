/** A part of time: from its start on, and before its end. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The index of the last item before a time, in items of which the oldest is the first; -1 where none is. */
export function lastBefore<Item>(items: readonly Item[], timeOf: (item: Item) => number, ms: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && timeOf(item) < ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The items from a time on and before another one, of items of which the oldest is the first. */
export function itemsIn<Item>(
  items: readonly Item[],
  timeOf: (item: Item) => number,
  { startMs, endMs }: Span,
): readonly Item[] {
  return items.slice(lastBefore(items, timeOf, startMs) + 1, lastBefore(items, timeOf, endMs) + 1);
}

/** When something starts. */
export function startOf({ startMs }: { readonly startMs: number }): number {
  return startMs;
}

/** When something happened. */
export function timeOf({ atMs }: { readonly atMs: number }): number {
  return atMs;
}
