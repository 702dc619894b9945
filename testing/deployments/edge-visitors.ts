import type { EdgeAnswer, EdgeClient } from '../edge-client.ts';
import { givenCookies } from './given-cookies.ts';
import { type ReadPage, readPage } from './read-page.ts';
import { seenPictures } from './seen-pictures.ts';
import { type VisitorBrowser, visitorBrowser } from './visitor-browser.ts';

/** What visitors saw. */
export interface SeenByVisitors {
  /** How many there were of each; `fetched` assets were not in the edge's cache, cookies are those of the store. */
  readonly counts: Readonly<
    Record<'pages' | 'assets' | 'fetched' | 'pictures' | 'carts' | 'cookies', number>
  >;
  /** Style sheets and scripts that a page has asked for. */
  readonly assetPaths: ReadonlySet<string>;
  readonly picturePaths: ReadonlySet<string>;
  /** Whether each picture was shown to visitors of each kind, so that the edge has all its copies. */
  readonly hasAllPictures: boolean;
  /** What was wrong: with a status, with how a page was encoded, with a picture, with whom something belongs to. */
  readonly faults: Readonly<Record<'status' | 'encoding' | 'picture' | 'ownership', readonly string[]>>;
}

/** The encodings that kinds of browsers take. */
const kinds: readonly (readonly string[])[] = [['gzip', 'deflate', 'br'], ['gzip'], []];

/** Of so many visitors, one fills a cart. */
const visitorsPerBuyer = 10;

interface Visitor {
  readonly index: number;
  readonly encodings: readonly string[];
  readonly browser: VisitorBrowser;
}

/**
 * Visitors, each with cookies of their own, who load a page with its style sheets, scripts and a picture; some keep pages
 * of earlier releases open, some fill a cart with the variant.
 */
export function edgeVisitors(edge: EdgeClient, variantId: string, now: () => number = Date.now) {
  const assetPaths = new Set<string>();
  const picturePaths = new Set<string>();
  const faults = {
    status: [] as string[],
    encoding: [] as string[],
    picture: [] as string[],
    ownership: [] as string[],
  };
  const counts = { pages: 0, assets: 0, fetched: 0, pictures: 0, carts: 0 };
  const cookies = givenCookies();
  const pictures = seenPictures(now);

  const expectStatus = (path: string, { status }: EdgeAnswer, expected = 200) => {
    if (status !== expected) faults.status.push(`${path}: ${status}`);
    return status === expected;
  };
  const loadPage = async (path: string, { browser, encodings }: Visitor): Promise<ReadPage | undefined> => {
    const answer = await browser.get(path);
    counts.pages += 1;
    if (!expectStatus(path, answer)) return undefined;
    const page = readPage(answer, encodings);
    if (!page.isAsAccepted) faults.encoding.push(`${path}: ${page.encoding} for who takes ${encodings}`);
    return page;
  };
  const loadAssets = async ({ html }: ReadPage, { browser, index }: Visitor) => {
    const own = html.match(/\/assets\/[\w./-]+/g) ?? [];
    for (const path of own) assetPaths.add(path);
    const older = [...assetPaths][index % Math.max(1, assetPaths.size)];
    for (const path of new Set([...own, ...(older === undefined ? [] : [older])])) {
      const answer = await browser.get(path);
      counts.assets += 1;
      if (answer.headers['x-cache'] === 'Miss from cloudfront') counts.fetched += 1;
      expectStatus(path, answer);
    }
  };
  const loadPicture = async ({ html }: ReadPage, { browser, encodings, index }: Visitor) => {
    const own = html.match(/\/rails\/active_storage\/[^"]+/g) ?? [];
    for (const path of own) picturePaths.add(path);
    // Other than the kind of the browser, so that each picture meets each kind.
    const path = own[Math.floor(index / kinds.length) % own.length] ?? '/no-picture';
    const asked = await pictures.ask(path, encodings, () => browser.get(path));
    counts.pictures += 1;
    expectStatus(path, asked.answer);
    faults.picture.push(...asked.faults.map((fault) => `${path}: ${fault}`));
  };
  const fillCart = async (visitor: Visitor) => {
    const quantity = 1 + (Math.floor(visitor.index / visitorsPerBuyer) % 999);
    const added = await visitor.browser.post('/line_items', { variant_id: variantId, quantity });
    if (!expectStatus('/line_items', added, 302)) return;
    const cart = await loadPage('/cart', visitor);
    counts.carts += 1;
    if (cart?.html.includes(`value="${quantity}"`) === false)
      faults.ownership.push('/cart: of another visitor');
  };

  return {
    seen: (): SeenByVisitors => ({
      counts: { ...counts, cookies: cookies.count() },
      assetPaths,
      picturePaths,
      hasAllPictures: picturePaths.size > 0 && pictures.copies() === picturePaths.size * kinds.length,
      faults,
    }),
    visit: async (index: number): Promise<void> => {
      const encodings = kinds[index % kinds.length] ?? [];
      const cookie = `visitor=${index}`;
      const browser = visitorBrowser(edge, { cookie, encodings }, (path, answer) =>
        faults.ownership.push(...cookies.faultsOf(cookie, path, answer)),
      );
      const visitor = { index, encodings, browser };
      const page = await loadPage('/', visitor);
      if (page === undefined) return;
      await loadAssets(page, visitor);
      await loadPicture(page, visitor);
      if (index % visitorsPerBuyer === 0) await fillCart(visitor);
    },
  };
}
