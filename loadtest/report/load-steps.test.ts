import { expect, test } from 'vitest';
import type { LoadRecord, LoadWindow } from '../record/load-record.ts';
import { mergeResponseTimes, recordResponseTimes } from '../record/response-times.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { loadSteps } from './load-steps.ts';
import { plotClock } from './plot-clock.ts';
import { groupResponseTimes, percentilePerStep } from './response-time-groups.ts';

function times(...values: readonly number[]): string {
  const recorder = recordResponseTimes();
  for (const value of values) recorder.record(value);
  return recorder.encoded();
}

function window(responseTimes: readonly number[], failed: number): LoadWindow {
  const requests = responseTimes.length;
  const step = { requests, failures: { 502: failed }, wrong: 0, times: times(...responseTimes) };
  return { iterations: 1, droppedIterations: 0, steps: { 'browse: home': step } };
}

const load: LoadRecord = {
  ...{ startMs: 10_000, windowMs: 1000 },
  windows: [window([10, 10, 10], 0), window([100], 1), window([20], 0)],
};
const steps = loadSteps(load, { startMs: 8000, stepMs: 2000, steps: 4 });

test('the windows of a step are added up, and the failures of its worst second are kept', () => {
  expect(
    steps.map((step) => step && [step.seconds, step.requests, step.failed, step.worstPerSecond]),
  ).toEqual([undefined, [2, 4, 1, 1], [1, 1, 0, 0], undefined]);
});

test('percentiles of a step are those of all its requests, not averages of percentiles', () => {
  const merged = mergeResponseTimes([steps[1]?.times ?? '']);
  expect([merged.percentile(50), merged.percentile(75), merged.percentile(95)]).toEqual([10, 10, 100]);
});

test('steps with few requests are put together until they have enough for a percentile', () => {
  const many = [...steps.slice(1, 3), ...new Array(148).fill(steps[2])];
  const groups = groupResponseTimes(many, 2, 154, (step) => [step.times]);
  expect(groups.width).toBe(2);
  expect(percentilePerStep(groups, 4, 'p95')).toEqual([100, 100, 20, 20]);
});

test('a clock covers the run in at most as many steps as wanted, and no window is in two of them', () => {
  const run = sampleRun({ seconds: 3600 });
  const clock = plotClock(run);
  expect(clock.steps).toBeLessThanOrEqual(1200);
  expect(clock.startMs).toBeLessThanOrEqual(run.startMs);
  expect(clock.startMs + clock.steps * clock.stepMs).toBeGreaterThanOrEqual(run.endMs);
  expect((run.load.startMs - clock.startMs) % clock.stepMs).toBe(0);
  expect(clock.stepMs % run.load.windowMs).toBe(0);
});
