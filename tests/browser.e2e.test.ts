import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { awsClients } from '../aws/clients.ts';
import { getsAnAnswer, uploadInSpreeAdmin } from '../testing/admin-upload.ts';
import { buyInNewPage, openBrowser, pictures, whileNetworksChange } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';
import { linkedPages, namedHosts, watchForeignHosts } from '../testing/foreign-hosts.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { picturePng } from '../testing/picture.ts';
import { stores } from '../testing/stores.ts';
import { toolkit } from '../testing/toolkit.ts';

const { running, ...shared } = inject('shared');
const tool = toolkit(shared.name, shared.stateHome);
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  // The authority is this environment's own; that it signs is what the other tests check.
  page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
});

afterAll(async () => {
  await browser?.close();
});

test('the storefront shows products with their pictures', async () => {
  await visit(running.endpoints.storefrontUrl);
  await visit(`${running.endpoints.storefrontUrl}/products`);
  await eventually('four pictures of products', async () => {
    // As text: it runs in the page, whose types are not those of the test.
    const widths = await page.evaluate('[...document.images].map((image) => image.naturalWidth)');
    return (
      z
        .array(z.number())
        .parse(widths)
        .filter((width) => width > 0).length > 3
    );
  });
  await page.screenshot({ path: join(pictures, 'products.png') });
});

test('after local:trust Chromium opens the storefront without a warning, and after --undo it warns again', async () => {
  const HOME = await mkdtemp(join(tmpdir(), 'parity-home-'));
  const { storefrontUrl } = running.endpoints;
  try {
    await tool.ok('local:trust', ['--store', 'chromium'], { variables: { HOME } });
    expect(await statusInNewBrowser(HOME, storefrontUrl)).toBe(200);
    await tool.ok('local:trust', ['--undo'], { variables: { HOME } });
    await expect(statusInNewBrowser(HOME, storefrontUrl)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  } finally {
    await rm(HOME, { recursive: true });
  }
});

async function statusInNewBrowser(home: string, url: string): Promise<number | undefined> {
  const own = await openBrowser({ HOME: home });
  try {
    const there = await own.newPage();
    return (await whileNetworksChange(() => there.goto(url)))?.status();
  } finally {
    await own.close();
  }
}

test('the pages of the storefront load nothing from elsewhere, so that they work without a network', async () => {
  expect(await foreignHostsOf('/', storefrontPages)).toEqual([]);
});

test('a guest buys in the storefront, from the catalogue to the page that thanks for the order', async () => {
  const buy = stores[running.store.kind]?.buyInBrowser;
  if (buy === undefined) throw new Error(`No test knows how to buy in a ${running.store.kind} store`);
  expect(await buyInNewPage(browser, buy, running.endpoints.storefrontUrl)).toMatch(/^R\d{9}$/);
});

test('the administrator signs in with the generated password', async () => {
  const { email, password } = await adminAccount();
  await visit(`${running.endpoints.storefrontUrl}/admin`);
  await page.fill('input[name="admin_user[email]"]', email);
  await page.fill('input[name="admin_user[password]"]', password);
  await page.locator('input[name="admin_user[password]"]').press('Enter');
  await page.waitForURL((url) => url.pathname.startsWith('/admin') && !url.pathname.includes('sign_in'));
  await page.screenshot({ path: join(pictures, 'admin.png') });
  expect(await page.locator('body').textContent()).toMatch(/products|orders/i);
});

test('the pages of the admin load nothing from elsewhere either', async () => {
  const foreign = await foreignHostsOf('/admin', ['/admin/products/new', '/admin/orders/new']);
  // Where a font of Google's is chosen, they are shown.
  expect(
    foreign.filter((each) => !/^\/admin\/themes\/\d+\/edit: .*fonts\.googleapis\.com/.test(each)),
  ).toEqual([]);
});

test.runIf(running.store.kind === 'spree')(
  'the administrator uploads a picture from the browser, and visitors see it; other pages may not upload',
  async () => {
    const { storefrontUrl } = running.endpoints;
    await visit(`${storefrontUrl}/admin/products`);
    const product = new URL((await page.getAttribute(productLink, 'href')) ?? '', storefrontUrl);
    await visit(product.href);
    const uploaded = await uploadInSpreeAdmin(page, picturePng());
    expect(uploaded.status).toBe(200);
    expect(new URL(uploaded.url).hostname).toBe('127.0.0.1');
    const visitor = await browser.newPage({ ignoreHTTPSErrors: true });
    const shown = product.pathname.replace(/^\/admin|\/edit$/g, '');
    await eventually('the picture on the page of its product', async () => {
      await visitor.goto(new URL(shown, storefrontUrl).href, { waitUntil: 'domcontentloaded' });
      const [address] = /[^"'\s]+uploaded\.png/.exec(await visitor.content()) ?? [];
      if (address === undefined) return false;
      const served = await visitor.request.get(new URL(address, storefrontUrl).href);
      return served.status() === 200 && (served.headers()['content-type'] ?? '').startsWith('image/');
    });
    await visitor.screenshot({ path: join(pictures, 'uploaded.png'), fullPage: true });
    await visitor.close();
    const stranger = await browser.newPage();
    await stranger.goto('about:blank');
    expect(await getsAnAnswer(page, uploaded.url)).toBe(true);
    expect(await getsAnAnswer(stranger, uploaded.url)).toBe(false);
    await stranger.close();
  },
);

/** What no page links to before a visitor has done something. */
const storefrontPages = ['/cart', '/search?q=a', '/user/sign_in', '/user/sign_up', '/user/password/new'];

/** Walks a page, what it links to below its own path, and others that the store has; says what came from elsewhere, and from which page. */
async function foreignHostsOf(first: string, others: readonly string[]): Promise<readonly string[]> {
  const watched = watchForeignHosts(page);
  const named: string[] = [];
  const look = async (path: string) => {
    await visit(new URL(path, running.endpoints.storefrontUrl).href);
    await page.waitForLoadState('networkidle');
    for (const host of await namedHosts(page)) named.push(`${path}: names ${host}`);
  };
  await look(first);
  const all = await linkedPages(page, first);
  const linked = numberVariable('CI_FULL', 0) === 1 ? all : all.slice(0, 12);
  expect(linked.length).toBeGreaterThan(2);
  for (const path of [...linked, ...others]) await look(path);
  return [...watched.found, ...named];
}

/** To a product's page in the admin. */
const productLink = 'a[href*="/admin/products/"][href*="/edit"]';

async function visit(url: string): Promise<void> {
  await whileNetworksChange(() => page.goto(url, { waitUntil: 'domcontentloaded', timeout: 60_000 }));
}

const accountSchema = z.object({ email: z.string(), password: z.string() });

async function adminAccount() {
  const clients = awsClients({
    environment: 'local',
    endpoint: running.endpoints.awsEndpointUrl,
    region: 'ap-southeast-1',
  });
  const secrets = await clients.secretsManager();
  const { SecretString } = await secrets.getSecretValue({ SecretId: running.admin.secretName });
  return accountSchema.parse(JSON.parse(SecretString ?? ''));
}
