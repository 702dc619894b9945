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
  const unmeasured = 'CloudWatch had 1 whole periods of its metrics, 2 are needed';
  expect(measured({ requests: [60, 60, 60, 60] })).toEqual({ unmeasured });
  expect(measured({ cpu: [40, 40, 40, 40] })).toEqual({ unmeasured });
  expect(measured({ memory: [30, 30, 30, 30] })).toEqual({ unmeasured });
  expect(measured({ requests: [] })).toMatchObject({ unmeasured: expect.any(String) });
});

test('a task that was not healthy all the time is told', () => {
  const result = measured({}, { healthy: (second) => (second === 30 ? 0 : 1) });
  expect('step' in result && result.step.disturbance).toBe(
    'web had 1 running and 0 healthy tasks for a time instead of one',
  );
  const settling = measured({}, { healthy: (second) => (second === 5 ? 0 : 1) });
  expect('step' in settling && settling.step.disturbance).toBeUndefined();
});

test('a task that failed its health checks and got no requests any more gave way, and is no gap in the metrics', () => {
  const result = measured({ requests: [60, 60] }, { healthy: (second) => (second < 15 ? 1 : 0) });
  expect(result).toMatchObject({
    step: { requestsPerSecond: 0, disturbance: expect.stringContaining('0 healthy') },
  });
});

test('a service that was not observed says nothing', () => {
  expect(measuredStep(recordedStep(), 'worker', settleMs)).toEqual({ unmeasured: 'worker was not observed' });
});

test('a period without requests has no value at a load balancer, and counts as one of 0', () => {
  const result = measured({ requests: [60, 60, 60, 120, undefined, 120, undefined, 120, undefined, 120] });
  // Of the periods from the fourth to the tenth: four of 120 in 42 seconds.
  expect('step' in result && result.step.requestsPerSecond).toBeCloseTo(480 / 42, 6);
});

test('CPU and requests are of the same periods, so that one which is not there yet does not count with its CPU', () => {
  const cpu = [99, 99, 99, 40, 40, 40, 80, 80, 80, 80];
  expect(measured({ cpu, requests: [60, 60, 60, 60, 60, 60] })).toMatchObject({
    step: { cpuPercent: 40, requestsPerSecond: 10 },
  });
});

test('the requests of all target groups of a service count', () => {
  const record = recordedStep();
  const [service] = record.observed.services;
  const metrics = (service?.metrics ?? []).flatMap((each) =>
    each.name === 'RequestCount' ? [each, { ...each, resource: 'another' }] : [each],
  );
  const services = record.observed.services.map((each) => ({ ...each, metrics }));
  expect(
    measuredStep({ ...record, observed: { ...record.observed, services } }, 'web', settleMs),
  ).toMatchObject({ step: { requestsPerSecond: 20 } });
});

test('a task that answers nothing at all fails as one whose requests fail', () => {
  const record = recordedStep();
  const windows = record.load.windows.map((window) => ({
    ...window,
    steps: {},
    iterations: 0,
    visitors: 40,
  }));
  const silent = { ...record, load: { ...record.load, windows } };
  expect(measuredStep(silent, 'web', settleMs)).toMatchObject({ step: { errorShare: 1, p95Ms: 45_000 } });
  const none = windows.map((window) => ({ ...window, visitors: 0 }));
  expect(measuredStep({ ...silent, load: { ...silent.load, windows: none } }, 'web', settleMs)).toEqual({
    unmeasured: 'no journey began',
  });
});

test('a k6 that died says nothing of the task', () => {
  const record = { ...recordedStep(), k6: { version: '1.1.0', ended: 'died', exitCode: 107 } } as const;
  expect(measuredStep(record, 'web', settleMs)).toEqual({
    unmeasured: 'k6 did not send the load to its end',
  });
});
