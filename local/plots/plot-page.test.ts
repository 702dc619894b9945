import { expect, test } from 'vitest';
import { z } from 'zod';
import type { PlotGroup } from './plot.ts';
import { plotPage } from './plot-page.ts';

const group: PlotGroup = {
  ...{ startMs: Date.UTC(2026, 0, 1), stepMs: 60_000 },
  plots: [
    {
      ...{ title: 'Tasks & more', unit: '"running"', isStepped: true },
      curves: [{ name: '</script>', colour: 'blue', values: [1, undefined, 1234.5678] }],
    },
    { title: 'CPU', unit: '%', least: 100, curves: [] },
  ],
};

const page = await plotPage('Plots <1>', [{ heading: 'web & worker', html: '<p>first</p>', group }]);

test('a page has its headings, its HTML and a figure for each plot', () => {
  expect(page).toContain('<title>Plots &lt;1&gt;</title>');
  expect(page).toContain('<h2>web &amp; worker</h2>\n<p>first</p>');
  expect(page).toContain('aria-label="Tasks &amp; more, &quot;running&quot;"');
  expect(page.match(/<figure /g)).toHaveLength(2);
});

test('a page loads nothing', () => {
  expect(page).not.toMatch(/<link|<img|\ssrc=|\shref=|@import|url\(|\bfetch\(|XMLHttpRequest|\bimport\(/);
});

test('the data of the plots is in the page, with gaps as null and four significant digits', () => {
  const [, json = ''] = /class="plots">(.*?)<\/script>/.exec(page) ?? [];
  const { plots, ...times } = z.looseObject({ plots: z.array(z.unknown()) }).parse(JSON.parse(json));
  expect(times).toEqual({ startMs: Date.UTC(2026, 0, 1), stepMs: 60_000 });
  expect(plots[0]).toMatchObject({ curves: [{ name: '</script>', values: [1, null, 1235] }] });
});

test('a part without plots has no figures, and no word of how to use them', async () => {
  const text = await plotPage('Text', [{ heading: 'Alone', html: '<p>text</p>' }]);
  expect(text).toContain('<h2>Alone</h2>\n<p>text</p>\n</section>');
  expect(text).not.toMatch(/<figure|Point at a plot|class="plots"/);
});
