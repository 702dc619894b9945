/** The index of the last item that begins before a time, in items by their beginning; -1 where none does. */
export function lastBefore(items: readonly { readonly startMs: number }[], ms: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.startMs ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
