import { describe, expect, test } from 'vitest';
import { trackingPolicy } from '../testing/situations.ts';
import { loadShapes } from './load-shapes.ts';
import { serveMinute } from './service-model.ts';
import { type Simulation, simulate } from './simulate.ts';

const model = {
  ...{ cpuSecondsPerRequest: 0.05, latencyMs: 60, bootSeconds: 60, taskVcpu: 1, memoryPercent: 50 },
};

const simulation: Simulation = {
  requests: loadShapes.soak({ minutes: 60, low: 0, high: 600 }),
  model,
  minCapacity: 2,
  maxCapacity: 10,
  deliverySeconds: 150,
  policies: [{ policy: trackingPolicy(), metric: 'cpu' }],
};

const counts = (changes: Partial<Simulation>) =>
  simulate({ ...simulation, ...changes }).minutes.map(({ runningCount }) => runningCount);

describe('a minute of load', () => {
  test('is shared by the tasks', () => {
    expect(serveMinute(model, 2, 1200)).toEqual({
      cpuPercent: 50,
      requestsPerTarget: 600,
      droppedRequests: 0,
      p95Ms: expect.closeTo(359.5, 1),
    });
  });

  test('that is more than the tasks hold fills their CPU, and the rest is dropped', () => {
    expect(serveMinute(model, 2, 3000)).toMatchObject({
      ...{ cpuPercent: 100, requestsPerTarget: 1500, droppedRequests: 600 },
    });
  });

  test('finds no task', () => {
    expect(serveMinute(model, 0, 10)).toMatchObject({ cpuPercent: undefined, droppedRequests: 10 });
  });
});

test('a load that two tasks hold leaves them alone', () => {
  expect(new Set(counts({}))).toEqual(new Set([2]));
});

test('a load that they do not hold brings more, as much at a time as full CPUs show', () => {
  const requests = loadShapes.soak({ minutes: 90, low: 0, high: 6500 });
  expect([...new Set(counts({ requests }))]).toEqual([2, 3, 5, 8, 10]);
});

test('requests for each target show all of the load at once', () => {
  const policies = [
    { policy: trackingPolicy({ policyName: 'requests', targetValue: 1000 }), metric: 'requests' as const },
  ];
  const requests = loadShapes.soak({ minutes: 60, low: 0, high: 6500 });
  expect([...new Set(counts({ policies, requests, deliverySeconds: 0 }))]).toEqual([2, 7]);
});

test('the first change comes after three periods and their delivery, the task after its start', () => {
  const requests = loadShapes.step({ minutes: 60, low: 1600, high: 6500 });
  const { minutes, target } = simulate({ ...simulation, requests });
  const first = target.activities.findLast(({ change }) => change !== undefined);
  const loadedMs = 30 * 60_000;
  // AWS's own benchmark took 363 s; the phase within a minute is whole here.
  expect((first?.startTimeMs ?? 0) - loadedMs).toBe(360_000);
  expect(minutes.findIndex(({ runningCount }) => runningCount === 3)).toBe(37);
});

test('tasks that hold most of their memory whatever the load are never taken away again', () => {
  const requests = [...loadShapes.soak({ minutes: 60, low: 0, high: 6500 }), ...Array<number>(240).fill(0)];
  const memory = {
    policy: trackingPolicy({ policyName: 'memory', targetValue: 80 }),
    metric: 'memory' as const,
  };
  const policies = [...simulation.policies, memory];
  const after = (memoryPercent: number) =>
    counts({ requests, policies, model: { ...model, memoryPercent } }).at(-1);
  expect([after(65), after(60), after(50), after(35)]).toEqual([5, 3, 2, 2]);
});

test('a day of load comes back to where it began', () => {
  const requests = loadShapes.diurnal({ minutes: 1440, low: 200, high: 5800 });
  const seen = counts({ requests });
  expect([seen[0], Math.max(...seen), seen.at(-1)]).toEqual([2, expect.any(Number), 2]);
  expect(Math.max(...seen)).toBeGreaterThan(6);
});

test.each([
  ['diurnal', [1, 2, 3, 2]],
  ['ramp', [1, 1.5, 2, 2.5]],
  ['step', [1, 1, 3, 3]],
  ['soak', [3, 3, 3, 3]],
] as const)('the shape %s', (shape, load) => {
  const values = loadShapes[shape]({ minutes: 4, low: 1, high: 3 });
  expect(values.map((value) => Number(value.toFixed(6)))).toEqual(load);
});

test('the shape of a flash sale', () => {
  const load = loadShapes['flash-sale']({ minutes: 20, low: 10, high: 110 });
  expect(load.map(Math.round)).toEqual([...Array(8).fill(10), 110, 110, 110, 60, ...Array(8).fill(10)]);
});
