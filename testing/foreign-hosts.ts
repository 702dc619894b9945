import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What a page loads from other hosts than the store's own. */
export interface ForeignHosts {
  /** Each request to another host, each asset that the store does not have, and each module not found, with the page. */
  readonly found: ReadonlySet<string>;
}

/** Watches a page from now on. The bucket is the store's own too, at an address of this machine. */
export function watchForeignHosts(page: Page): ForeignHosts {
  const found = new Set<string>();
  page.on('request', (request) => {
    const { protocol, hostname, host, pathname } = new URL(request.url());
    if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname)) {
      found.add(`${new URL(page.url()).pathname}: ${host}${pathname}`);
    }
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/assets/') && response.status() >= 400) {
      found.add(`${new URL(page.url()).pathname}: ${response.status()} ${pathname}`);
    }
  });
  const hear = (message: string) => {
    if (/module specifier|imported module|importing/i.test(message)) {
      found.add(`${new URL(page.url()).pathname}: ${message.split('\n')[0]}`);
    }
  };
  page.on('pageerror', ({ message }) => hear(message));
  page.on('console', (said) => {
    if (said.type() === 'error') hear(said.text());
  });
  return { found };
}

/** Hosts that the page names for the browser to connect to, load from or send forms to; links that people follow may lead away. */
export async function namedHosts(page: Page): Promise<readonly string[]> {
  // As text: it runs in the page, whose types are not those of the test.
  const hosts = await page.evaluate(`[
    ...document.querySelectorAll('link[href]:not([rel=canonical]), script[src], img[src], iframe[src], form[action]'),
  ].map((element) => new URL(element.href ?? element.src ?? element.action, location.href))
    .filter(({ protocol }) => protocol.startsWith('http'))
    .map(({ hostname }) => hostname)`);
  return [...new Set(z.array(z.string()).parse(hosts))].filter((host) => host !== 'localhost');
}

/**
 * The paths of the store's own pages below `prefix` that a page links to: one of each kind, of all products for instance one.
 */
export async function linkedPages(page: Page, prefix: string): Promise<readonly string[]> {
  const links = await page.evaluate(
    `[...document.querySelectorAll('a[href]:not([data-turbo-method])')]
      .filter((link) => link.origin === location.origin)
      .map((link) => link.pathname)`,
  );
  const paths = z
    .array(z.string())
    .parse(links)
    .filter((path) => path.startsWith(prefix) && !/\.\w+$/.test(path));
  const kindOf = (path: string) => {
    const parts = path.split('/');
    return [...parts.slice(0, prefix.split('/').filter(Boolean).length + 2), parts.length].join('/');
  };
  return [...new Map(paths.map((path) => [kindOf(path), path])).values()];
}
