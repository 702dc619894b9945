import { randomBytes } from 'node:crypto';
import { type APIResponse, request } from 'playwright-core';
import { formToken } from '../loadtest/journeys/pages.ts';

/** A visitor with cookies and an address of his own, who fills in forms without a browser. */
export interface AccountVisitor {
  /** Opens a page; redirects are not followed. */
  open(path: string, method?: 'GET' | 'DELETE'): Promise<APIResponse>;
  /** Fills in the form of `page` that has these fields and sends it to `path`, by default the page's own. */
  fill(page: string, fields: Readonly<Record<string, string>>, path?: string): Promise<APIResponse>;
  /** Sends values without a page, as a client of the API does. */
  post(path: string, values: Readonly<Record<string, string>>): Promise<APIResponse>;
  leave(): Promise<void>;
}

/**
 * Comes through the edge, which adds the address of this machine to the one that it is told: ours is a private one, so the
 * store takes the other for the visitor's. Each visitor has one that nobody has had.
 */
export async function accountVisitor(storefrontUrl: string): Promise<AccountVisitor> {
  const context = await request.newContext({
    baseURL: storefrontUrl,
    // That the environment's own authority signed is what other tests check.
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { 'x-forwarded-for': unusedAddress() },
    maxRedirects: 0,
  });
  const post: AccountVisitor['post'] = async (path, form) => await context.post(path, { form });
  return {
    open: async (path, method = 'GET') => await context.fetch(path, { method }),
    post,
    fill: async (page, fields, path = page) => {
      const html = await (await context.get(page)).text();
      const token = formToken(html, Object.keys(fields)[0] ?? '');
      return await post(path, { ...fields, ...(token === undefined ? {} : { authenticity_token: token }) });
    },
    leave: async () => await context.dispose(),
  };
}

/** Of 198.18.0.0/15, which nobody on the internet has (RFC 2544). */
function unusedAddress(): string {
  const [second = 0, third = 0, fourth = 0] = randomBytes(3);
  return `198.${18 + (second % 2)}.${third}.${fourth}`;
}
