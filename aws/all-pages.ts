/** A page of a list that AWS returns in parts, and the token of the next page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** All items of a list, in its order. `read` is first called without a token. */
export async function allPages<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    found.push(...page.items);
    token = page.next;
  } while (token !== undefined);
  return found;
}
