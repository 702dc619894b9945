/** Assets of all kept releases, by their names: what the edge asks for. */
export const assetsPrefix = 'assets/';

/** Contents of names that get another one, by their digests: no viewer can ask for them. */
export const contentsPrefix = 'contents/';

/** What the edge has still to be told to forget. */
export const owedKey = 'owed/invalidation.json';

/** Requests for objects that are under way at a time. */
const atOnce = 8;

/** Calls `act` for each item, for some at a time. */
export async function forEachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let index = 0; index < items.length; index += atOnce) {
    await Promise.all(items.slice(index, index + atOnce).map(act));
  }
}
