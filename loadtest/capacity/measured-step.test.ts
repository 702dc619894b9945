import { expect, test } from 'vitest';
import { measuredStep } from './measured-step.ts';
import { recordedStep } from './testing/recorded-step.ts';

const settleMs = 15_000;
const measured = (...recorded: Parameters<typeof recordedStep>) =>
  measuredStep(recordedStep(...recorded), 'web', settleMs);

test('a step is what k6 and CloudWatch have of it once the load has settled', () => {
  expect(measured()).toEqual({
    step: {
      ...{ journeysPerSecond: 1, requestsPerSecond: 10, cpuPercent: 40, memoryPercent: 30 },
      ...{ p50Ms: expect.closeTo(100, 0), p95Ms: expect.closeTo(100, 0), errorShare: 0, droppedShare: 0 },
    },
  });
});

test('only periods that lie wholly within the measured time count', () => {
  const cpu = [99, 99, 99, 40, 42, 44, 46, 48, 50, 52, 99];
  const result = measured({ cpu });
  expect('step' in result && result.step.cpuPercent).toBe(46);
});

test('memory is the highest that the task held', () => {
  const memory = [90, 90, 90, 30, 31, 32, 33, 34, 33, 32];
  const result = measured({ memory });
  expect('step' in result && result.step.memoryPercent).toBe(34);
});

test('a step without two whole periods of a metric says nothing', () => {
  expect(measured({ requests: [60, 60, 60, 60] })).toEqual({
    unmeasured: 'CloudWatch had 1 whole periods of its metrics, 2 are needed',
  });
});

test('a task that was not healthy all the time is told', () => {
  const result = measured({}, { healthy: (second) => (second === 30 ? 0 : 1) });
  expect('step' in result && result.step.disturbance).toBe(
    'web had 1 running and 0 healthy tasks for a time instead of one',
  );
  const settling = measured({}, { healthy: (second) => (second === 5 ? 0 : 1) });
  expect('step' in settling && settling.step.disturbance).toBeUndefined();
});

test('a service that was not observed says nothing', () => {
  expect(measuredStep(recordedStep(), 'worker', settleMs)).toEqual({ unmeasured: 'worker was not observed' });
});
