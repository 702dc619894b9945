import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../testing/browser.ts';
import { sizeCapacity } from '../capacity/size-capacity.ts';
import { limits, madeTask } from '../capacity/testing/made-steps.ts';
import { capacityPage } from './capacity-page.ts';

const at = madeTask(10);
const size = sizeCapacity({ vcpu: 0.5, memoryMiB: 1024 }, [at(1), at(1.5), at(1.8)], limits);

let browser: Browser;
let folder: string;

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'capacity-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

test.each([1000, 400])(
  'the page of a capacity shows CPU and response times over the load, %i pixels wide',
  async (width) => {
    const file = join(folder, 'report.html');
    await writeFile(
      file,
      await capacityPage({
        ...{ version: 1, environment: 'local', timeScale: 10, service: 'web', startMs: 0, endMs: 1000 },
        ...{ ended: 'completed', minCapacity: 2, maxCapacity: 10, limits, sizes: [size], smallestVcpu: 0.5 },
        ...{ policies: [], findings: [] },
      }),
    );
    const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(pathToFileURL(file).href);
    const figure = page.locator('figure').first();
    await figure.focus();
    for (const _ of [1, 2, 3]) await figure.press('ArrowRight');
    const shown = (await figure.locator('.u-legend .u-value').allInnerTexts()).map((text) => text.trim());
    expect(shown).toEqual(['7.2', '72', '70']);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(errors).toEqual([]);
    await context.close();
  },
);
