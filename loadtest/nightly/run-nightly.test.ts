import { expect, test } from 'vitest';
import { seededRandom } from '../compare/seeded-random.ts';
import { madeRun } from '../compare/testing/made-run.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { type NightlyParts, runNightly } from './run-nightly.ts';

const passed: RunVerdict = { outcome: 'passed', faults: [], policies: [], findings: [], thresholds: [] };
const failed: RunVerdict = {
  ...passed,
  outcome: 'failed',
  thresholds: [{ title: 'errors', outcome: 'failed', sentence: 'Too many errors.', samples: 9 }],
};
const nightMs = 86_400_000;
const short = { seconds: 70, steps: ['browse: home'] };

function named(record: RunRecord, scenario: string): RunRecord {
  return { ...record, plan: { ...record.plan, scenario } };
}

const nights = [200, 210, 192, 205].map((medianMs, index) =>
  madeRun({ ...short, seed: index, medianMs, startMs: nightMs * (index + 1) }),
);
const tonight = (medianMs: number) => madeRun({ ...short, seed: 9, medianMs, startMs: nightMs * 9 });

function parts(medianMs: number, given: Partial<NightlyParts> = {}) {
  const kept: RunRecord[] = [];
  const all: NightlyParts = {
    scenarios: ['smoke', 'average'],
    runScenario: async (scenario) => ({ record: named(tonight(medianMs), scenario), verdict: passed }),
    earlierNights: async (scenario) => nights.map((night) => named(night, scenario)),
    keep: async (record) => void kept.push(record),
    comparison: { random: seededRandom(1), permutations: 999 },
    signal: new AbortController().signal,
    ...given,
  };
  return { all, kept };
}

test('a night like the ones before passes, and its records are kept', async () => {
  const { all, kept } = parts(204);
  const result = await runNightly(all);
  expect(result.outcome).toBe('passed');
  expect(result.scenarios.map(({ scenario, outcome }) => [scenario, outcome])).toEqual([
    ['smoke', 'passed'],
    ['average', 'passed'],
  ]);
  expect(kept.map(({ plan }) => plan.scenario)).toEqual(['smoke', 'average']);
});

test('a regression fails the night with its size and its likelihood', async () => {
  const { scenarios, outcome } = await runNightly(parts(400, { scenarios: ['average'] }).all);
  expect(outcome).toBe('failed');
  expect(scenarios[0]?.reasons).toContainEqual(
    expect.stringMatching(/^The p50 of browse: home went from 20\d ms to .* by chance in .* such nights\.$/),
  );
});

test('the first night passes without a comparison', async () => {
  const { scenarios, outcome } = await runNightly(parts(200, { earlierNights: async () => [] }).all);
  expect(outcome).toBe('passed');
  expect(scenarios[0]).not.toHaveProperty('comparison');
});

test('a failed verdict fails the night with its reasons; if it is the first, nothing else is run', async () => {
  const runScenario: NightlyParts['runScenario'] = async (scenario) => ({
    record: named(tonight(200), scenario),
    verdict: failed,
  });
  expect((await runNightly(parts(200, { runScenario }).all)).scenarios).toMatchObject([
    { scenario: 'smoke', outcome: 'failed', reasons: ['Too many errors.'] },
    { scenario: 'average', outcome: 'not-run', reasons: ['Not run, as smoke failed.'] },
  ]);
});

test('a scenario that cannot be run fails the night, the ones after it are run', async () => {
  const runScenario: NightlyParts['runScenario'] = async (scenario) => {
    if (scenario === 'average') throw new Error('k6 cannot be found');
    return { record: named(tonight(204), scenario), verdict: passed };
  };
  const scenarios = ['smoke', 'average', 'spike'];
  const result = await runNightly(parts(204, { runScenario, scenarios }).all);
  expect(result.outcome).toBe('failed');
  expect(result.scenarios.map(({ outcome }) => outcome)).toEqual(['passed', 'not-run', 'passed']);
  expect(result.scenarios[1]?.reasons).toEqual(['Not run to its end: k6 cannot be found.']);
});

test('an interruption ends the night', async () => {
  const controller = new AbortController();
  const runScenario: NightlyParts['runScenario'] = async () => {
    controller.abort(new Error('interrupted'));
    throw new Error('k6 was stopped');
  };
  const { all } = parts(200, { runScenario, signal: controller.signal });
  await expect(runNightly(all)).rejects.toThrow('interrupted');
});
