/** The last items of a sequence, or all of them as they come where `count` is undefined. */
export async function* lastOf<Item>(
  items: AsyncIterable<Item>,
  count: number | undefined,
): AsyncGenerator<Item> {
  if (count === undefined) return yield* items;
  const last: Item[] = [];
  let next = 0;
  for await (const item of items) {
    if (count === 0) continue;
    last[next] = item;
    next = (next + 1) % count;
  }
  yield* last.slice(next);
  yield* last.slice(0, next);
}
