import { expect, test } from 'vitest';
import type { StepWindow } from '../record/load-record.ts';
import { shapes } from '../shapes/shapes.ts';
import { defaultThresholds } from './defaults.ts';
import { judgeThresholds } from './judge-thresholds.ts';
import { activityTo, recordedRun, scaledService, stepOf, windowOf } from './testing/recorded-run.ts';

const scenarios = shapes.map(({ name }) => name);

const windows = Array.from({ length: 100 }, () => ({
  ...windowOf({}),
  iterations: 10,
  steps: { 'checkout: pay': stepOf(Array.from({ length: 10 }, () => 10)) },
}));
const services = [
  scaledService({ activities: [activityTo(4, 40, 60)], samples: [{ atSeconds: 0, desired: 2, running: 2 }] }),
];

function outcomes(scenario: string, changes: Partial<StepWindow>) {
  const changed = windows.map((window) => ({
    ...window,
    steps: Object.fromEntries(
      Object.entries(window.steps).map(([name, step]) => [name, { ...step, ...changes }]),
    ),
  }));
  return judgeThresholds(defaultThresholds(scenario), recordedRun(changed, { services }));
}

test.each(scenarios)('%s passes with a store that is fast and makes no errors', (name) => {
  expect(outcomes(name, {}).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
});

test.each(scenarios)('%s fails with a store that is fast and answers every tenth request wrongly', (name) => {
  for (const changes of [{ wrong: 1 }, { failures: { 500: 1 } }]) {
    const [errors, ...others] = outcomes(name, changes);
    expect(errors?.outcome).toBe('failed');
    expect(
      others.filter(({ title }) => !title.startsWith('errors')).map(({ outcome }) => outcome),
    ).not.toContain('failed');
  }
});

test.each(['average', 'spike', 'soak', 'breakpoint', 'sale'])(
  '%s fails with a store that is slow',
  (name) => {
    const slow = stepOf(Array.from({ length: 10 }, () => 6000));
    const failed = outcomes(name, slow).filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ title }) => title)).not.toEqual([]);
    expect(failed.every(({ title }) => title.startsWith('p'))).toBe(true);
  },
);

test('a single error fails a smoke test', () => {
  const window = windowOf({});
  const times = Array.from({ length: 200 }, () => 10);
  const run = recordedRun([
    { ...window, iterations: 20, steps: { 'browse: home': stepOf(times, { failures: { 500: 1 } }) } },
  ]);
  expect(judgeThresholds(defaultThresholds('smoke'), run).map(({ outcome }) => outcome)).toEqual([
    'failed',
    'passed',
  ]);
});

test('a scenario without thresholds is wrong usage', () => {
  for (const name of ['toString', 'capacity']) {
    expect(() => defaultThresholds(name)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SCENARIO', exitCode: 2 }),
    );
  }
});
