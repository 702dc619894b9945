import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MadeRun, madeRun } from '../../loadtest/compare/testing/made-run.ts';
import type { RunVerdict } from '../../loadtest/verdict/verdict.ts';
import { createProgress } from '../../progress/progress.ts';
import type { ScriptContext } from '../script.ts';
import { type NightlyMeans, nightlyScript } from './nightly-script.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightly-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const verdict: RunVerdict = { outcome: 'passed', faults: [], policies: [], findings: [], thresholds: [] };

function store(answers: () => Pick<MadeRun, 'medianMs' | 'errorRate'>) {
  const ran: unknown[] = [];
  const asked: unknown[] = [];
  let night = 0;
  const means: NightlyMeans = {
    readRates: async () => ({
      ...{ averagePerSecond: 3, peakPerSecond: 10 },
      ...{ service: 'web', policyName: 'cpu', mostTasks: 4 },
    }),
    runScenario: async ({ scenario, environment, out, ratePerSecond, durationMs }) => {
      ran.push([scenario, environment, out]);
      asked.push([scenario, ratePerSecond, durationMs]);
      night += 1;
      const made = { seconds: 70, steps: ['browse: home'], ...answers() };
      const record = madeRun({ ...made, seed: night, startMs: night * 3_600_000 });
      return { record: { ...record, plan: { ...record.plan, scenario } }, verdict };
    },
    parseRecord: (text) => JSON.parse(text),
  };
  return { script: nightlyScript(means), ran, asked };
}

function context(options: ScriptContext['options'], lists: ScriptContext['lists'] = {}) {
  const printed: string[] = [];
  const given: ScriptContext = {
    options: { nights: join(folder, 'nights'), out: join(folder, 'out'), ...options },
    ...{ lists, operands: [], json: false, signal: new AbortController().signal },
    progress: createProgress(() => undefined),
    print: (text) => void printed.push(text),
    say: () => undefined,
    handOver: () => undefined,
  };
  return { given, printed };
}

test('a night is compared with the ones before it, and a regression is exit code 1', async () => {
  const medians = [200, 206, 196];
  let now = 0;
  const { script, ran } = store(() => ({ medianMs: medians[now] ?? 400 }));
  const codes = [];
  const last = context({ env: 'staging' });
  for (const night of [context({}), context({}), context({}), last]) {
    codes.push(await script.run(night.given));
    now += 1;
  }
  expect(codes).toEqual([0, 0, 0, 1]);
  expect(ran.slice(0, 3)).toEqual(
    ['smoke', 'average', 'spike'].map((name) => [name, 'local', join(folder, 'out', name)]),
  );
  expect(ran.slice(9)).toEqual([['smoke', 'staging', join(folder, 'out', 'smoke')]]);
  expect(last.printed.join('')).toMatch(/^The p50 of browse: home went from \d+ ms to 4\d\d ms/m);
  expect(last.printed.join('')).toMatch(/\nThe night failed\.\n$/);
  expect(await readFile(join(folder, 'out', 'nightly.txt'), 'utf8')).toBe(last.printed[0]);
  expect(JSON.parse(await readFile(join(folder, 'out', 'nightly.json'), 'utf8')).outcome).toBe('failed');
  expect(await readdir(join(folder, 'nights'))).toHaveLength(10);
}, 60_000);

test('errors that earlier nights did not have fail a night with their size and their likelihood', async () => {
  const night = { medianMs: 200, errorRate: 0 };
  const { script } = store(() => night);
  const only = { scenario: ['average'] };
  for (let earlier = 0; earlier < 5; earlier += 1) await script.run(context({}, only).given);
  const worse = context({}, only);
  night.errorRate = 0.05;
  expect(await script.run(worse.given)).toBe(1);
  const said = worse.printed.join('').replaceAll('\n', ' ');
  expect(said).toMatch(
    /The error rate of all requests went from 0 % to [45](\.\d+)? % \(\+[45](\.\d+)? %[^)]*\): .* by chance in .* such nights\./,
  );
});

test('a part of a night is run in its own order, as long and with as much of the load as is asked for', async () => {
  const { script, asked } = store(() => ({}));
  const options = { duration: '90s', 'rate-share': '0.5' };
  const { given } = context(options, { scenario: ['spike', 'average', 'smoke'] });
  expect(await script.run(given)).toBe(0);
  expect(asked).toEqual([
    ['smoke', 0.5, 90_000],
    ['average', 1.5, 90_000],
    ['spike', 5, 90_000],
  ]);
});

test.each<[Record<string, string>, Record<string, string[]>]>([
  [{}, { scenario: ['sale'] }],
  [{ 'rate-share': '0' }, {}],
  [{ 'rate-share': '1.5' }, {}],
  [{ 'rate-share': 'half' }, {}],
  [{ duration: 'long' }, {}],
])('options without a meaning are refused before any load: %j %j', async (options, lists) => {
  const { script, asked } = store(() => ({}));
  const { given } = context(options, lists);
  await expect(script.run(given)).rejects.toMatchObject({ code: 'BAD_ARGUMENT', exitCode: 2 });
  expect(asked).toEqual([]);
});

test('production is refused', async () => {
  const { given } = context({ env: 'production' });
  await expect(store(() => ({})).script.run(given)).rejects.toMatchObject({
    code: 'BAD_ENVIRONMENT',
    exitCode: 2,
  });
});
