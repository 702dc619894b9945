import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { plotPage } from '../local/plots/plot-page.ts';
import { openBrowser, pictures } from '../testing/browser.ts';
import { eventually } from '../testing/eventually.ts';

const minutes = 180;
const table =
  '<table class="results"><tr><td>latency of the slowest minute</td><td>2002 ms, 3524 ms</td><td>1672 ms, 2507 ms</td></tr></table>';
const counting = Array.from({ length: minutes }, (_, minute) => minute);

let browser: Browser;
let folder: string;
let url: string;
let page: Page;
let requests: string[];
let errors: string[];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'plots-'));
  const file = join(folder, 'plots.html');
  const plots = [
    { title: 'Minutes', unit: '', curves: [{ name: 'minute', colour: 'blue', values: counting }] },
    {
      ...{ title: 'Tens', unit: '', isStepped: true },
      curves: [{ name: 'ten', colour: 'orange', values: counting.map((at) => 10 * at) }],
    },
  ] as const;
  const group = { startMs: Date.UTC(2026, 0, 1, 12), stepMs: 60_000, plots };
  await writeFile(file, await plotPage('Plots', [{ heading: 'web', html: table, group }]));
  url = pathToFileURL(file).href;
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  // Far from UTC, which is what a page shows.
  page = await browser.newPage({ viewport: { width: 1000, height: 900 }, timezoneId: 'Asia/Singapore' });
  [requests, errors] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(url);
});

afterEach(async () => {
  await page.close();
});

/** What the legends of all plots show. */
async function legends(): Promise<readonly string[]> {
  const values = page.locator('.u-legend .u-value');
  return (await values.allInnerTexts()).map((text) => text.trim());
}

async function boxOf(plot: Locator) {
  const box = await plot.boundingBox();
  if (box === null) throw new Error('The plot is not visible.');
  return box;
}

async function expectLegends(expected: readonly string[]): Promise<void> {
  await eventually(
    `the legends show ${expected.join(', ')}`,
    async () => JSON.stringify(await legends()) === JSON.stringify(expected),
  );
}

test('what the pointer is on in one plot is shown in all of them, in UTC', async () => {
  const plot = page.locator('.u-over').first();
  const box = await boxOf(plot);
  await plot.hover({ position: { x: (box.width * 90) / (minutes - 1), y: 10 } });
  await expectLegends(['2026-01-01 13:30', '90', '2026-01-01 13:30', '900']);
  await page.screenshot({ path: join(pictures, 'plots.png') });
});

test('the arrow keys move through all plots, and Escape ends it', async () => {
  const figure = page.locator('figure').nth(1);
  await figure.press('ArrowRight');
  await figure.press('ArrowRight');
  await expectLegends(['2026-01-01 12:01', '1', '2026-01-01 12:01', '10']);
  await figure.press('Shift+ArrowRight');
  await figure.press('ArrowLeft');
  await expectLegends(['2026-01-01 12:10', '10', '2026-01-01 12:10', '100']);
  await figure.press('Escape');
  await expectLegends(['', '', '', '']);
});

test('dragging over a part of one plot zooms in on it in all of them', async () => {
  const [first, second] = [page.locator('.u-over').first(), page.locator('.u-over').nth(1)];
  const box = await boxOf(first);
  const at = (minute: number) => box.x + (box.width * minute) / (minutes - 1);
  await page.mouse.move(at(60), box.y + 10);
  await page.mouse.down();
  await page.mouse.move(at(120), box.y + 10, { steps: 3 });
  await page.mouse.up();
  await second.hover({ position: { x: box.width / 2, y: 10 } });
  await expectLegends(['2026-01-01 13:30', '90', '2026-01-01 13:30', '900']);
  await second.hover({ position: { x: 1, y: 10 } });
  await expectLegends(['2026-01-01 13:00', '60', '2026-01-01 13:00', '600']);
});

test('a page loads nothing but itself', () => {
  expect(requests).toEqual([url]);
  expect(errors).toEqual([]);
});

test('a page follows the colours of the system, also when they change', async () => {
  const marker = () => page.locator('.u-marker').nth(1).getAttribute('style');
  const light = await marker();
  await page.emulateMedia({ colorScheme: 'dark' });
  await eventually('other colours', async () => (await marker()) !== light);
  await page.screenshot({ path: join(pictures, 'plots-dark.png') });
});

test('a page fits a narrow window', async () => {
  await page.setViewportSize({ width: 390, height: 900 });
  await eventually('plots of 358 pixels', async () => {
    const box = await page.locator('.uplot').first().boundingBox();
    return box?.width === 358;
  });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
});
