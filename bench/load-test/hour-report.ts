import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { reportPage } from '../../loadtest/report/report-page.ts';
import { sampleRun } from '../../loadtest/testing/sample-run.ts';
import { sampleVerdict } from '../../loadtest/testing/sample-verdict.ts';
import { openBrowser } from '../../testing/browser.ts';
import type { Figure } from '../figure.ts';
import { atMost } from '../result/measurement.ts';
import { median } from '../result/percentile.ts';
import { inSeconds } from '../stopwatch.ts';

const rounds = 7;
const hour = { seconds: 3600, requestsPerSecond: 50, timeScale: 1 };

/** The report of a load test of an hour, opened in Chromium without a window: until all its plots are drawn. */
export const hourReport: Figure = {
  name: 'report',
  about: 'The report of a load test of an hour',
  measure: async ({ signal }) => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    const browser = await openBrowser();
    try {
      const file = join(folder, 'report.html');
      await writeFile(file, await reportPage(sampleRun(hour), sampleVerdict));
      const seconds: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        signal.throwIfAborted();
        seconds.push(await openOnce(browser, pathToFileURL(file).href));
      }
      return [
        {
          what: 'report of an hour: opening it in Chromium',
          value: median(seconds),
          unit: 's',
          limit: atMost(1),
          detail: inSeconds(seconds),
        },
        {
          what: 'the same: size of the file',
          value: (await stat(file)).size / 1e6,
          unit: 'MB',
          limit: atMost(2),
        },
      ];
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** A page draws its plots before it is loaded, which it has to have done. Each time in a browser that knows nothing of it. */
async function openOnce(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, offline: true });
  try {
    const page = await context.newPage();
    await page.goto(url);
    const plots = Number(await page.evaluate("document.querySelectorAll('.uplot canvas').length"));
    if (plots === 0) throw new Error('The report has no plots');
    const navigation = "performance.getEntriesByType('navigation')[0].loadEventEnd";
    return Number(await page.evaluate(navigation)) / 1000;
  } finally {
    await context.close();
  }
}
