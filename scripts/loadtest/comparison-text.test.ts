import { expect, test } from 'vitest';
import type { Change, RunComparison } from '../../loadtest/compare/comparison.ts';
import { comparisonText } from './comparison-text.ts';

const change: Change = {
  ...{ measure: 'p95', earlier: 383, later: 495, difference: 112, ratio: 1.29, windows: 34 },
  ...{ windowSeconds: 5, independentWindows: 34, probability: 0.0001, adjustedProbability: 0.0009 },
  outcome: 'worse',
  sentence:
    'The p95 of browse: home went from 383 ms to 495 ms (+112 ms, 1.29 times as much): a difference this large would come up by chance in fewer than 1 of 1000 such pairs of runs.',
};
const figures = (requests: number, p95Ms: number) => ({
  ...{ requests, errorRate: 0.0012, p50Ms: 202, p95Ms, p99Ms: 1_530.4 },
});
const run = { startMs: 1_800_000_000_000, requests: 1800, errors: 2, iterations: 900, droppedIterations: 0 };
const comparison: RunComparison = {
  ...{ outcome: 'worse', scenario: 'average', environment: 'staging', significance: 0.01 },
  earlier: [run],
  later: { ...run, startMs: 1_800_086_400_000 },
  steps: [
    { step: 'all', earlier: figures(123_456, 383), later: figures(123_501, 495), changes: [] },
    { step: 'browse: home', earlier: figures(1800, 383), later: figures(1801, 495), changes: [change] },
  ],
  scaling: [
    {
      ...{ cluster: 'shop', service: 'spree-staging-web', isAlike: false },
      earlier: { changes: [], mostTasks: 1, taskMinutes: 10 },
      later: {
        changes: [{ afterMs: 180_400, policyName: 'WebServiceTaskCountTargetCpu12345678', to: 2 }],
        ...{ mostTasks: 2, taskMinutes: 14.25 },
      },
    },
  ],
  notes: ['Only the later run has the step search: results.'],
};

test('a comparison shows both runs side by side, and says what differs with its size and likelihood', () => {
  expect(comparisonText(comparison)).toBe(
    `average in staging, 2027-01-15 08:00 UTC → 2027-01-16 08:00 UTC: worse.

STEP          REQUESTS           ERRORS %     P50 MS     P95 MS     P99 MS         VERDICT
all           123,456 → 123,501  0.12 → 0.12  202 → 202  383 → 495  1,530 → 1,530  ?
browse: home  1,800 → 1,801      0.12 → 0.12  202 → 202  383 → 495  1,530 → 1,530  worse

SERVICE                     TASKS    TASK MIN  CHANGES
spree-staging-web  earlier  up to 1  10        none
                   later ≠  up to 2  14.3      180 s: Cpu12345678 to 2

The p95 of browse: home went from 383 ms to 495 ms (+112 ms, 1.29 times as much): a difference this
large would come up by chance in fewer than 1 of 1000 such pairs of runs.

Only the later run has the step search: results.
`,
  );
});

test('no line of it is longer than a hundred characters', () => {
  const lines = comparisonText(comparison).split('\n');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
});

test('the nights that a run is compared with are named', () => {
  const earlier = [0, 1, 2].map((day) => ({ ...run, startMs: run.startMs - (3 - day) * 86_400_000 }));
  expect(comparisonText({ ...comparison, earlier })).toMatch(
    /^average in staging, 3 nights from 2027-01-12 08:00 UTC to 2027-01-14 08:00 UTC → 2027-01-16 08:00\nUTC: worse\./,
  );
});
