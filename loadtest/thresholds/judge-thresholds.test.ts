import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadWindow } from '../record/load-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { judgeThresholds } from './judge-thresholds.ts';
import { parseThreshold } from './parse-threshold.ts';
import { activityTo, recordedRun, scaledService, stepOf, windowOf } from './testing/recorded-run.ts';

function judged(text: string, record: RunRecord) {
  const [verdict] = judgeThresholds([parseThreshold(text, 'test')], record);
  if (verdict === undefined) throw new Error('there is no verdict');
  return verdict;
}

function times(count: number, ms: number): readonly number[] {
  return Array.from({ length: count }, () => ms);
}

const calm = windowOf({ 'browse: home': times(95, 100), 'browse: product': times(5, 900) });

function withStep(step: LoadWindow['steps'][string]): LoadWindow {
  return { ...windowOf({}), steps: { 'browse: home': step } };
}

test('errors are failed requests and wrong content, in per cent of all', () => {
  const window = withStep(stepOf(times(200, 10), { failures: { 502: 1, 1050: 2 }, wrong: 1 }));
  expect(judged('errors < 2%', recordedRun([window]))).toEqual({
    title: 'errors',
    outcome: 'failed',
    sentence:
      '2 % of 200 requests were errors (2 × 1050, 1 × 502, 1 × wrong content); the limit is below 2 %.',
    samples: 200,
  });
  expect(judged('errors < 2.1%', recordedRun([window])).outcome).toBe('passed');
});

test('wrong content with status 200 alone fails a run', () => {
  const window = withStep(stepOf(times(100, 10), { wrong: 1 }));
  const { outcome, sentence } = judged('errors = 0', recordedRun([window]));
  expect([outcome, sentence]).toEqual([
    'failed',
    '1 % of 100 requests were errors (1 × wrong content); the limit is none.',
  ]);
});

test('a percentile is that of all requests of a step, a journey or the run', () => {
  const record = recordedRun([calm, windowOf({ 'cart: add': times(100, 3000) })]);
  expect(judged('p95(browse: home) < 150ms', record)).toEqual({
    title: 'p95 of browse: home',
    outcome: 'passed',
    sentence: 'p95 was 100 ms of 95 requests; the limit is below 150 ms.',
    samples: 95,
  });
  expect(judged('p96(browse) < 150ms', record)).toMatchObject({ outcome: 'failed', samples: 100 });
  expect(judged('p95 < 150ms', record)).toMatchObject({ outcome: 'failed', samples: 200 });
});

test('histograms are merged: a short slow time is not averaged away, and a quiet slow one does not count as much', () => {
  const busy = windowOf({ 'browse: home': times(990, 10) });
  const quiet = windowOf({ 'browse: home': times(10, 5000) });
  expect(judged('p95 < 20ms', recordedRun([busy, quiet])).outcome).toBe('passed');
  expect(judged('p99.5 < 20ms', recordedRun([busy, quiet])).outcome).toBe('failed');
});

test('dropped iterations are a share of the planned ones', () => {
  const window = { ...windowOf({}), iterations: 99, droppedIterations: 1 };
  expect(judged('dropped < 1%', recordedRun([window]))).toEqual({
    title: 'dropped iterations',
    outcome: 'failed',
    sentence: '1 % of 100 planned iterations were dropped; the limit is below 1 %.',
    samples: 100,
  });
});

test.each([
  ['p95 < 1s', 20],
  ['p50 < 1s', 20],
  ['p99 < 1s', 100],
  ['p99.9 < 1s', 1000],
  ['errors < 1%', 100],
  ['errors = 0', 20],
  ['errors < 0.3%', 334],
  ['p95 < 1s, at least 7 samples', 7],
])('%s fails with fewer than %i samples, and says so', (text, minimum) => {
  const run = (count: number) => recordedRun([windowOf({ 'browse: home': times(count, 10) })]);
  expect(judged(text, run(minimum)).outcome).toBe('passed');
  const { outcome, sentence, samples } = judged(text, run(minimum - 1));
  expect([outcome, samples]).toEqual(['failed', minimum - 1]);
  expect(sentence).toContain(`There were only ${minimum - 1} requests, and at least ${minimum} are needed; `);
});

test('a threshold without samples fails', () => {
  expect(judged('errors = 0', recordedRun([windowOf({})]))).toMatchObject({
    outcome: 'failed',
    sentence: 'There were no requests, and at least 20 are needed.',
    samples: 0,
  });
  expect(judged('dropped < 1%', recordedRun([])).sentence).toBe(
    'There were no planned iterations, and at least 100 are needed.',
  );
});

test('a threshold on a step that the run did not have fails with those that it had', () => {
  expect(judged('p95(browse: prodct) < 1s', recordedRun([calm]))).toEqual({
    title: 'p95 of browse: prodct',
    outcome: 'failed',
    sentence:
      "The run has no step and no journey 'browse: prodct'. Its steps are browse: home, browse: product.",
    samples: 0,
  });
  expect(judged('errors(brows) = 0', recordedRun([])).sentence).toBe(
    "The run has no step and no journey 'brows'. The run has no steps.",
  );
});

const broken = windowOf({ 'browse: home': times(50, 4000) });
const fast = windowOf({ 'browse: home': times(50, 50) });
const spike = recordedRun([fast, broken, fast, fast], {
  services: [
    scaledService({ activities: [activityTo(4, 1, 2)], samples: [{ atSeconds: 0, desired: 2, running: 2 }] }),
  ],
});

test('a threshold by phase judges that phase alone', () => {
  expect(judged('p95 < 1s before scale-out', spike)).toMatchObject({ outcome: 'passed', samples: 50 });
  expect(judged('p95 < 1s during scale-out', spike)).toMatchObject({
    title: 'p95 during the scale-out',
    outcome: 'failed',
    samples: 50,
  });
  expect(judged('p95 < 1s after scale-out', spike)).toMatchObject({ outcome: 'passed', samples: 100 });
});

test('without a scale-out, a threshold by phase fails, or passes where it says: if any', () => {
  const run = recordedRun([fast]);
  expect(judged('p95 < 1s during scale-out', run)).toMatchObject({
    outcome: 'failed',
    sentence: 'Nothing scaled out, so there are no samples.',
  });
  expect(judged('p95 < 1s during scale-out, if any', run)).toMatchObject({
    outcome: 'passed',
    sentence: 'Nothing scaled out, so there was nothing to judge.',
  });
});

test('a store that answers nothing while it scales out fails, whether its threshold says: if any or not', () => {
  const silent = recordedRun([fast, windowOf({}), fast], { observed: spike.observed });
  expect(judged('errors < 1% during scale-out, if any', silent)).toMatchObject({
    outcome: 'failed',
    sentence: 'There were no requests, and at least 100 are needed.',
  });
});

test('a threshold by window judges the windows of the load that begin in it', () => {
  expect(judged('p95 < 1s from 0s to 1s', spike)).toMatchObject({ outcome: 'passed', samples: 50 });
  expect(judged('p95 < 1s from 1s to 2s', spike)).toMatchObject({ outcome: 'failed', samples: 50 });
  expect(judged('p95 < 1s from 2s', spike)).toMatchObject({
    ...{ title: 'p95 from 2s', outcome: 'passed', samples: 100 },
  });
});

test('with a time scale, the times of a window are as much shorter', () => {
  const run = { ...spike, timeScale: 10 };
  expect(judged('p95 < 1s from 10s to 20s', run)).toMatchObject({ outcome: 'failed', samples: 50 });
});

test('the error rate of any window is that of the counts in it', () => {
  const counted = fc
    .record({ good: fc.nat(20), failed: fc.nat(5), wrong: fc.nat(5) })
    .map(({ good, failed, wrong }) => ({ requests: good + failed + wrong, failed, wrong }));
  fc.assert(
    fc.property(
      fc.array(counted, { minLength: 1, maxLength: 20 }),
      fc.nat(20),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 100 }),
      (counts, from, length, limit) => {
        const windows = counts.map(({ requests, failed, wrong }) =>
          withStep({ requests, failures: { 500: failed }, wrong, times: '' }),
        );
        const text = `errors < ${limit}% from ${from}s to ${from + length}s, at least 1 sample`;
        const verdict = judged(text, recordedRun(windows));
        const inside = counts.slice(from, from + length);
        const requests = inside.reduce((sum, each) => sum + each.requests, 0);
        const errors = inside.reduce((sum, each) => sum + each.failed + each.wrong, 0);
        expect(verdict.samples).toBe(requests);
        expect(verdict.outcome === 'passed').toBe(requests > 0 && errors * 100 < limit * requests);
      },
    ),
  );
});

test('each of several thresholds is judged by its own step, phase and window', () => {
  const texts = [
    'p95 < 1s',
    'p50 < 1s',
    'p95(browse: home) < 1s during scale-out',
    'p95 < 1s after scale-out',
    'p95 < 1s from 0s to 1s',
  ];
  const verdicts = judgeThresholds(
    texts.map((text) => parseThreshold(text, 'test')),
    spike,
  );
  expect(verdicts.map(({ samples }) => samples)).toEqual([200, 200, 50, 100, 50]);
  expect(verdicts).toEqual(texts.map((text) => judged(text, spike)));
});
