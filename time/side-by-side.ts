/**
 * Runs works side by side. When one fails the others are told to stop through their signal, and the first failure
 * is raised once all have ended: nothing keeps running in the background.
 */
export async function sideBySide<T extends readonly unknown[]>(
  signal: AbortSignal,
  works: { readonly [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> },
): Promise<T> {
  const stop = new AbortController();
  let first: { readonly error: unknown } | undefined;
  const running = works.map(async (work) => {
    try {
      return await work(AbortSignal.any([signal, stop.signal]));
    } catch (error) {
      first ??= { error };
      stop.abort(error);
      return undefined;
    }
  });
  const results = await Promise.all(running);
  if (first !== undefined) throw first.error;
  return results as unknown as T;
}
