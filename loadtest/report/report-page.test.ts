import { expect, test } from 'vitest';
import { z } from 'zod';
import type { RunRecord } from '../record/run-record.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { sampleVerdict } from '../testing/sample-verdict.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { reportPage } from './report-page.ts';

const curveSchema = z.object({ name: z.string(), values: z.array(z.number().nullable()) });
const groupSchema = z.object({
  stepMs: z.number(),
  marks: z.array(z.object({ label: z.string() })),
  plots: z.array(z.object({ title: z.string(), curves: z.array(curveSchema) })),
});

const run = sampleRun();
const whole = await reportPage(run, sampleVerdict);
const page = bodyOf(whole);

/** The HTML of a page, without styles and scripts other than the data. */
function bodyOf(html: string): string {
  return html.slice(html.indexOf('<body>'), html.indexOf('<script>'));
}

function groupOf(html: string) {
  const [, json = ''] = /class="plots">(.*?)<\/script>/.exec(html) ?? [];
  return groupSchema.parse(JSON.parse(json));
}

test('a report begins with the verdict: each part of it with its sentence', () => {
  expect(page).toContain('<h1>Load test spike against local: failed</h1>');
  const sentences = [...sampleVerdict.policies, ...sampleVerdict.findings, ...sampleVerdict.thresholds];
  for (const { sentence } of sentences) {
    expect(page.indexOf(sentence)).toBeGreaterThan(0);
    expect(page.indexOf(sentence)).toBeLessThan(page.indexOf('<figure'));
  }
  expect(page).toContain('<td class="bad">could not act</td>');
});

test('a report says why a run cannot be judged, with the last lines of k6', async () => {
  const died: RunRecord = { ...run, k6: { ...run.k6, ended: 'died', exitCode: 107, lastLines: ['<panic>'] } };
  const verdict = { ...sampleVerdict, faults: ['k6 died after 3 minutes.'] };
  const broken = bodyOf(await reportPage(died, verdict));
  expect(broken).toContain('<td class="bad">failed</td><td>k6 died after 3 minutes.</td>');
  expect(broken).toContain('k6 1.1.0 died with exit code 107 before the end of its plan.');
  expect(broken).toContain('<pre>&lt;panic&gt;</pre>');
});

test('a report has all plots on one clock, with the changes of the number of tasks as marks', () => {
  const { plots, marks, stepMs } = groupOf(page);
  expect(page.match(/class="plots"/g)).toHaveLength(1);
  expect(stepMs).toBe(1000);
  expect(marks.map(({ label }) => label)).toEqual(['5', '10']);
  expect(plots.map(({ title, curves }) => [title, ...curves.map(({ name }) => name)])).toEqual([
    ['Requests', 'requests', 'failed or wrong'],
    ['Journeys', 'planned', 'begun', 'dropped'],
    ['Response times of all requests', 'p50', 'p95', 'p99'],
    ['Response times of browse', 'home', 'category', 'product', 'pictures'],
    ['Response times of search', 'results'],
    ['Response times of cart', 'show', 'add'],
    ['Response times of checkout', 'payment', 'address', 'complete'],
    ['Response times of admin', 'sign in', 'orders'],
    ['Tasks of web', 'desired', 'running', 'pending', 'healthy'],
    ['CPUUtilization of web', 'CPUUtilization', 'target', 'scales in below'],
    ['TargetResponseTime of web', 'TargetResponseTime', 'threshold'],
    ['Alarms of web', 'cpu high', 'cpu low', 'latency'],
    ['MemoryUtilization of web', 'MemoryUtilization'],
    ['Tasks of worker', 'desired', 'running', 'pending'],
  ]);
});

test('what the plots show stands in tables as well', () => {
  expect(page).toMatch(/<tr><td>browse: home<\/td>(<td[^>]*>[\d,]+<\/td>){3}(<td>[\d,]+ ms<\/td>){4}/);
  expect(page).toContain(
    '<td>5</td><td>10:02:15</td><td>web</td><td>Setting desired count to 6: monitor alarm',
  );
  expect(page).toContain('<th scope="col">web desired</th>');
  expect(page).toContain('The AWS endpoint did not answer for 9 s: connect ECONNREFUSED');
});

test('a report shows metrics of load balancers, and says how many requests prepared the test', async () => {
  const more: RunRecord = {
    ...run,
    load: { ...run.load, setupRequests: 12 },
    observed: {
      ...run.observed,
      metrics: [
        {
          ...{ namespace: 'AWS/ApplicationELB', name: 'RequestCount', statistic: 'Sum', periodSeconds: 6 },
          ...{ resource: 'app/store/1', values: [{ startMs: run.load.startMs, value: 120 }] },
        },
      ],
    },
  };
  const html = await reportPage(more, sampleVerdict);
  expect(html).toContain('12 more requests prepared the test.');
  const plot = groupOf(html).plots.at(-1);
  expect(plot?.title).toBe('RequestCount of app/store/1');
  const first = (run.load.startMs - run.startMs) / 1000;
  expect(plot?.curves[0]?.values.slice(first - 1, first + 7)).toEqual([
    null,
    ...new Array(6).fill(120),
    null,
  ]);
});

test('a run that was ended before anything was measured has a report', async () => {
  const nothing: RunRecord = {
    ...run,
    load: { ...run.load, windows: [] },
    observed: { services: [], gaps: [], clockAheadMs: 0 },
  };
  const verdict: RunVerdict = { outcome: 'failed', faults: [], policies: [], findings: [], thresholds: [] };
  const empty = bodyOf(await reportPage(nothing, verdict));
  expect(empty).toContain('<p>Nothing was requested.</p>');
  expect(empty).not.toMatch(/NaN|undefined/);
});

test('a report of an hour is smaller than 2 MB', { timeout: 120_000 }, async () => {
  const hour = await reportPage(
    sampleRun({ seconds: 3600, requestsPerSecond: 50, timeScale: 1 }),
    sampleVerdict,
  );
  expect(Buffer.byteLength(hour)).toBeLessThan(2_000_000);
  const { plots, stepMs } = groupOf(hour);
  expect(stepMs).toBeLessThanOrEqual(4000);
  const lengths = plots.flatMap(({ curves }) => curves.map(({ values }) => values.length));
  expect(Math.max(...lengths)).toBeLessThanOrEqual(1200);
});
