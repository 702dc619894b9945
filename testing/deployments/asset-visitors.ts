import type { EdgeAnswer, EdgeClient } from '../edge-client.ts';

/** What visitors saw: how many pages and assets they got, what failed, and the assets by path. */
export interface SeenAssets {
  readonly pages: number;
  readonly assets: number;
  readonly failures: readonly string[];
  readonly paths: ReadonlySet<string>;
}

/** Visitors who load a page with its style sheets and scripts, and keep pages of earlier releases open. */
export function assetVisitors(edge: EdgeClient) {
  const paths = new Set<string>();
  const failures: string[] = [];
  let pages = 0;
  let assets = 0;
  const fetchAsset = async (path: string) => {
    const { status } = await getAsBrowser(edge, path);
    assets += 1;
    if (status !== 200) failures.push(`${path}: ${status}`);
  };
  return {
    seen: (): SeenAssets => ({ pages, assets, failures, paths }),
    /** One visitor, whose browser has cookies of its own; gives the status of the page. */
    visit: async (index: number): Promise<string> => {
      const page = await getAsBrowser(edge, '/', { cookie: `visitor=${index}` });
      pages += 1;
      if (page.status !== 200) failures.push(`/: ${page.status}`);
      const own = page.body.toString().match(/\/assets\/[\w./-]+/g) ?? [];
      for (const path of own) paths.add(path);
      const older = [...paths][index % Math.max(1, paths.size)];
      for (const path of new Set([...own, ...(older === undefined ? [] : [older])])) await fetchAsset(path);
      return String(page.status);
    },
  };
}

/** A browser asks once more where the connection that it had kept open was closed meanwhile, as by a new configuration. */
async function getAsBrowser(
  edge: EdgeClient,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EdgeAnswer> {
  try {
    return await edge.get(path, headers);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
    return await edge.get(path, headers);
  }
}
