import { expect, test } from 'vitest';
import type { ObservedService } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { compareRuns, compareToLast } from './compare-runs.ts';
import type { RunComparison } from './comparison.ts';
import { seededRandom } from './seeded-random.ts';
import { madeRun } from './testing/made-run.ts';

const options = () => ({ random: seededRandom(5), permutations: 1999 });
const base = madeRun({ seed: 1 });

function outcomes({ steps }: RunComparison) {
  return Object.fromEntries(
    steps.map(({ step, changes }) => [step, changes.map(({ measure, outcome }) => `${measure}: ${outcome}`)]),
  );
}

test('a store that is slower by 30 % is worse, with the size and its likelihood', () => {
  const comparison = compareRuns(base, madeRun({ seed: 2, medianMs: 260 }), options());
  expect(comparison.outcome).toBe('worse');
  expect(outcomes(comparison)['browse: home']).toEqual([
    'p50: worse',
    'p95: worse',
    'error rate: no-difference',
  ]);
  expect(comparison.steps.flatMap(({ changes }) => changes.map(({ sentence }) => sentence))).toContainEqual(
    expect.stringMatching(
      /^The p95 of browse: home went from 3\d\d ms to [45]\d\d ms \(\+1\d\d ms, 1\.\d+ times as much\): a difference this large would come up by chance in fewer than 1 of 1000 such pairs of runs\.$/,
    ),
  );
});

test('the other way round, the same comparison finds it better', () => {
  const slower = madeRun({ seed: 2, medianMs: 260 });
  const [forwards, backwards] = [compareRuns(base, slower, options()), compareRuns(slower, base, options())];
  expect(backwards.outcome).toBe('better');
  const sizes = ({ steps }: RunComparison, sign: number) =>
    steps.flatMap(({ changes }) =>
      changes.map(({ difference, adjustedProbability }) =>
        [sign * difference + 0, adjustedProbability].map((value) => Number(value.toFixed(9))),
      ),
    );
  expect(sizes(backwards, -1)).toEqual(sizes(forwards, 1));
});

test('the same input gives the same output', () => {
  const later = madeRun({ seed: 2, medianMs: 210 });
  expect(compareRuns(base, later, options())).toEqual(compareRuns(base, later, options()));
});

test('a run does not differ from itself', () => {
  const comparison = compareRuns(base, base, options());
  expect(comparison.outcome).toBe('no-difference');
  expect(comparison.steps.flatMap(({ changes }) => changes.map(({ probability }) => probability))).toEqual(
    Array.from({ length: 9 }, () => 1),
  );
});

test('a difference that nobody would notice is too small to be worse', () => {
  const comparison = compareRuns(
    madeRun({ seed: 1, medianMs: 20 }),
    madeRun({ seed: 2, medianMs: 25 }),
    options(),
  );
  expect(comparison.outcome).toBe('no-difference');
  expect(outcomes(comparison).all).toContain('p50: too-small');
});

test('more errors and more dropped journeys are worse', () => {
  const later = madeRun({ seed: 2, errorRate: 0.03, droppedRate: 0.05 });
  const comparison = compareRuns(base, later, options());
  expect(outcomes(comparison).all).toContain('error rate: worse');
  expect(comparison.dropped).toMatchObject({ outcome: 'worse', earlier: 0 });
  expect(comparison.dropped?.sentence).toMatch(/^The share of dropped journeys went from 0 % to [45]/);
  expect(comparison.later).toMatchObject({ requests: 3600 });
});

test('a run that is too short is not judged', () => {
  const [earlier, later] = [1, 2].map((seed) => madeRun({ seed, seconds: 40, medianMs: 200 * seed }));
  if (earlier === undefined || later === undefined) throw new Error('unreachable');
  const comparison = compareRuns(earlier, later, options());
  expect(comparison.outcome).toBe('not-enough-data');
  expect(comparison.steps[0]?.changes[0]?.sentence).toContain(
    'not judged, as there are 6 windows with enough requests, and 12 are needed',
  );
});

const other: Readonly<Record<string, RunRecord>> = {
  'their scenarios are average and spike': { ...base, plan: { ...base.plan, scenario: 'spike' } },
  'their environments are staging and local': { ...base, environment: 'local' },
  'their time scales are 1 and 10': { ...base, timeScale: 10 },
  'their plans have different rates, durations, journeys or limits of visitors': {
    ...base,
    plan: { ...base.plan, mostVisitors: 7 },
  },
  'the one of 2027-01-15T08:00:00.000Z was interrupted, and has only a part of its plan': {
    ...base,
    k6: { version: '1.1.0', ended: 'interrupted' },
  },
};

test.each(Object.entries(other))('runs are refused if %s', (why, later) => {
  expect(() => compareRuns(base, later, options())).toThrow(
    expect.objectContaining({
      code: 'RUNS_NOT_COMPARABLE',
      message: `These runs cannot be compared: ${why}`,
    }),
  );
});

test('steps that only one run has are named', () => {
  const later = madeRun({ seed: 2, steps: ['browse: home', 'search: results'] });
  expect(compareRuns(base, later, options()).notes).toEqual([
    'Only the earlier run has the step cart: add.',
    'Only the later run has the step search: results.',
  ]);
});

function service(startMs: number, to: number): ObservedService {
  const sample = (seconds: number, runningCount: number) => ({
    ...{ atMs: startMs + seconds * 1000, desiredCount: runningCount, runningCount },
    ...{ pendingCount: 0, deployments: [] },
  });
  return {
    ...{ cluster: 'shop', service: 'web', events: [], metrics: [] },
    samples: [sample(0, 1), sample(60, to)],
    scaling: {
      ...{ resourceId: 'service/shop/web', timeScale: 1, minCapacity: 1, maxCapacity: 4 },
      ...{ isScaleOutSuspended: false, isScaleInSuspended: false, desiredCount: to, runningCount: to },
      ...{ deployments: [], policies: [], tasks: [] },
      activities: [
        {
          startMs: startMs + 60_000,
          description: `Setting desired count to ${to}.`,
          cause: 'monitor alarm high in state ALARM triggered policy Cpu',
          ...{ status: 'Successful', notScaled: [] },
        },
      ],
    },
  };
}

test('which policy acted when, and the tasks that it took, are compared', () => {
  const at = 1_800_000_000_000;
  const run = (to: number) => madeRun({ seed: 1, startMs: at, services: [service(at, to)] });
  expect(compareRuns(run(2), run(3), options()).scaling).toEqual([
    {
      ...{ cluster: 'shop', service: 'web', isAlike: false },
      earlier: {
        changes: [{ afterMs: 60_000, to: 2, policyName: 'Cpu' }],
        ...{ mostTasks: 2, taskMinutes: 1 + 2 * 2 },
      },
      later: {
        changes: [{ afterMs: 60_000, to: 3, policyName: 'Cpu' }],
        ...{ mostTasks: 3, taskMinutes: 1 + 3 * 2 },
      },
    },
  ]);
  expect(compareRuns(run(2), run(2), options()).scaling[0]?.isAlike).toBe(true);
});

const nightMs = 86_400_000;
const short = { seconds: 75, steps: ['browse: home'] };
/** Nights that differ by a few percent, as those of a shared machine do. */
const nights = [200, 210, 192, 205, 197, 208].map((medianMs, index) =>
  madeRun({ ...short, seed: 100 + index, medianMs, startMs: base.startMs + index * nightMs }),
);
const tonight = (medianMs: number) =>
  madeRun({ ...short, seed: 99, medianMs, startMs: base.startMs + nights.length * nightMs });

test('a night that is as the last ones differed among each other is no regression', () => {
  expect(compareToLast(tonight(212), nights, options())?.outcome).toBe('no-difference');
});

test('a night that is slower than the last ones ever were is a regression', () => {
  const comparison = compareToLast(tonight(320), nights, options());
  expect(comparison?.outcome).toBe('worse');
  expect(comparison?.earlier.map(({ startMs }) => startMs)).toEqual(nights.map(({ startMs }) => startMs));
  expect(comparison?.steps[0]?.changes[0]?.sentence).toMatch(/by chance in .+ of 1000 such nights\.$/);
});

test('with fewer than three nights before it, a night is not judged', () => {
  const comparison = compareToLast(tonight(320), nights.slice(0, 2), options());
  expect(comparison?.outcome).toBe('not-enough-data');
  expect(comparison?.steps[0]?.changes[0]?.sentence).toContain('fewer than 3 earlier nights');
  expect(compareToLast(tonight(200), [], options())).toBeUndefined();
});

test('nights that cannot be compared are left out and named', () => {
  const [first, ...others] = nights;
  if (first === undefined) throw new Error('unreachable');
  const died: RunRecord = { ...first, k6: { version: '1.1.0', ended: 'died' } };
  const comparison = compareToLast(tonight(200), [died, ...others], options());
  expect(comparison?.earlier).toHaveLength(5);
  expect(comparison?.notes).toEqual([
    'The run of 2027-01-15T08:00:00.000Z was left out: the one of 2027-01-15T08:00:00.000Z ended because k6 died, and has only a part of its plan.',
  ]);
});
