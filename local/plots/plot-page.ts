import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { escapeMarkup } from './escape-markup.ts';
import type { Plot, PlotGroup } from './plot.ts';

/** A part of a page: its heading, HTML that explains the plots, and the plots, if it has any. */
export interface PageSection {
  readonly heading: string;
  readonly html: string;
  readonly group?: PlotGroup;
}

/**
 * A page of its own with plots, which needs no network: everything is in it. It follows the colours of the system. What the
 * plots show has to stand in the HTML of the sections as well, for those who cannot see them.
 */
export async function plotPage(title: string, sections: readonly PageSection[]): Promise<string> {
  const { styles, scripts } = await parts();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
${styles.map((style) => `<style>${style}</style>`).join('\n')}
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
${sections.map(sectionHtml).join('\n')}
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

/** uPlot’s files, and those that use it. */
async function parts() {
  const { resolve } = createRequire(import.meta.url);
  const read = (file: string) => readFile(file, 'utf8');
  const own = (name: string) => read(join(import.meta.dirname, name));
  const library = (name: string) => read(resolve(`uplot/dist/${name}`));
  const [styles, scripts] = await Promise.all([
    Promise.all([library('uPlot.min.css'), own('plot-page.css')]),
    Promise.all([library('uPlot.iife.min.js'), own('draw-plots.js')]),
  ]);
  return { styles, scripts };
}

function sectionHtml({ heading, html, group }: PageSection): string {
  const plots = group === undefined ? [] : plotsHtml(group);
  return [`<section><h2>${escapeMarkup(heading)}</h2>`, html, ...plots, '</section>'].join('\n');
}

function plotsHtml(group: PlotGroup): readonly string[] {
  return [
    '<p>Point at a plot, or move through it with the arrow keys, to see values. Drag to zoom in, double-click to zoom out.</p>',
    '<noscript><p>The plots need JavaScript.</p></noscript>',
    ...group.plots.map(figureHtml),
    `<script type="application/json" class="plots">${dataOf(group)}</script>`,
  ];
}

function figureHtml({ title, unit }: Plot): string {
  const [name, measure] = [escapeMarkup(title), escapeMarkup(unit)];
  return `<figure tabindex="0" aria-label="${name}, ${measure}"><figcaption>${name} <span>${measure}</span></figcaption></figure>`;
}

/** Four digits are more than a plot shows. No text in it can end the element that it stands in. */
function dataOf(group: PlotGroup): string {
  const plots = group.plots.map(({ curves, ...plot }) => ({
    ...plot,
    curves: curves.map((curve) => ({
      ...curve,
      values: curve.values.map((value) => (value === undefined ? null : shortened(value))),
    })),
  }));
  return JSON.stringify({ ...group, plots }).replaceAll('<', '\\u003c');
}

function shortened(value: number): number {
  return Number(value.toPrecision(4));
}
