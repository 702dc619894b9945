import { expect, test } from 'vitest';
import { trackingPolicy } from '../testing/situations.ts';
import { costUsd } from './fargate-cost.ts';
import { modelOfRecord } from './model-of-record.ts';
import { replayDifference } from './replay-difference.ts';
import { simulate } from './simulate.ts';
import { summarize } from './summary.ts';

const model = {
  ...{ cpuSecondsPerRequest: 0.05, latencyMs: 60, bootSeconds: 60, taskVcpu: 1, memoryPercent: 50 },
};
const fargatePrices = { vcpuHourUsd: 0.05056, gibHourUsd: 0.00553 };
const price = { ...fargatePrices, vcpu: 1, memoryGib: 2 };
const simulated = (requests: readonly number[], initialCapacity = 2) =>
  simulate({
    ...{ requests, model, minCapacity: 0, maxCapacity: 10, initialCapacity, deliverySeconds: 150 },
    policies: [{ policy: trackingPolicy(), metric: 'cpu' }],
  });

test('a run is summarized', () => {
  const requests = [...Array<number>(30).fill(1200), ...Array<number>(30).fill(3000)];
  const summary = summarize(simulated(requests), price);
  expect(summary).toMatchObject({
    ...{ minutes: 60, requests: 126_000, mostTasks: 10, lastTasks: 4, changes: 5 },
    ...{ highestCpuPercent: 100, medianP95Ms: expect.any(Number) },
  });
  expect(summary.droppedRequests).toBeGreaterThan(600 * 6);
  expect(summary.highestP95Ms).toBeGreaterThan(summary.medianP95Ms ?? 0);
  expect(summary.costUsd).toBe(costUsd(summary.taskHours, price));
});

test('a run without tasks has neither CPU nor latency', () => {
  expect(summarize(simulated([10, 10], 0), price)).toEqual({
    ...{
      minutes: 2,
      requests: 20,
      droppedRequests: 20,
      meanTasks: 0,
      mostTasks: 0,
      lastTasks: 0,
      changes: 0,
    },
    ...{ highestCpuPercent: undefined, medianP95Ms: undefined, highestP95Ms: undefined },
    ...{ taskHours: 0, costUsd: 0 },
  });
});

test('the minutes of a run are averaged, added and put in order', () => {
  const { minutes, target } = simulated([0, 0, 0, 0, 0]);
  const seen = [
    { runningCount: 2, startingCount: 0, cpuPercent: 40, p95Ms: 300 },
    { runningCount: 0, startingCount: 1, cpuPercent: undefined, p95Ms: undefined },
    { runningCount: 3, startingCount: 1, cpuPercent: 90, p95Ms: 1000 },
    { runningCount: 3, startingCount: 0, cpuPercent: 70, p95Ms: 20 },
    { runningCount: 2, startingCount: 0, cpuPercent: 10, p95Ms: 200 },
  ];
  const changed = minutes.map((each, index) => ({ ...each, ...seen[index] }));
  expect(summarize({ minutes: changed, target }, price)).toMatchObject({
    ...{ meanTasks: 2, mostTasks: 3, lastTasks: 2, taskHours: 12 / 60 },
    ...{ highestCpuPercent: 90, medianP95Ms: 200, highestP95Ms: 1000 },
  });
});

test('a run without minutes has no mean', () => {
  expect(summarize(simulated([]), price)).toMatchObject({ minutes: 0, meanTasks: 0, lastTasks: 0 });
});

test('starting tasks cost as much as running ones', () => {
  const { minutes } = simulated([...Array<number>(8).fill(3000)]);
  const starting = minutes.filter(({ startingCount }) => startingCount > 0);
  expect(starting.length).toBeGreaterThan(0);
  const { taskHours } = summarize(simulated([...Array<number>(8).fill(3000)]), price);
  const running = minutes.reduce((sum, { runningCount }) => sum + runningCount, 0) / 60;
  expect(taskHours).toBeGreaterThan(running);
});

test('a task of half a vCPU and 1 GiB costs 22.5 dollars in 730 hours', () => {
  expect(costUsd(730, { ...fargatePrices, vcpu: 0.5, memoryGib: 1 })).toBeCloseTo(22.49, 2);
});

const minute = (requests: number, rest: object = {}) => ({ atMs: 0, requests, ...rest });

test('a model is derived from the minutes that have requests, CPU and tasks', () => {
  const minutes = [
    minute(600, { cpuPercent: 50, tasks: 2, memoryPercent: 30, latencyMs: 100 }),
    minute(300, { cpuPercent: 25, tasks: 2, memoryPercent: 34, latencyMs: 120 }),
    minute(9999, { tasks: 2, memoryPercent: 90, latencyMs: 900 }),
    minute(9999, { cpuPercent: 90 }),
    minute(0, { latencyMs: 1000 }),
    minute(0, { latencyMs: 90 }),
  ];
  expect(modelOfRecord(minutes, 0.5)).toEqual({
    cpuSecondsPerRequest: 45 / 900,
    memoryPercent: 34,
    latencyMs: 120,
  });
});

test('the CPU of no tasks is that of no record', () => {
  const { minutes } = simulated([5], 0);
  expect(replayDifference(minutes, [minute(5, { tasks: 1, cpuPercent: 50 })])).toMatchObject({
    ...{ mostTaskDifference: 1, meanCpuDifference: undefined },
  });
});

test.each([
  ['no minute', []],
  ['no request', [minute(0, { cpuPercent: 5, tasks: 2 })]],
  ['no CPU', [minute(5, { tasks: 2 })]],
  ['no use of CPU', [minute(5, { tasks: 2, cpuPercent: 0 })]],
])('nothing is measured by %s', (_, minutes) => {
  expect(modelOfRecord(minutes, 1)).toBeUndefined();
});

test('minutes whose CPU is full tell less than a request takes, and count only where there are no others', () => {
  const full = minute(6000, { cpuPercent: 100, tasks: 1 });
  const roomy = minute(60, { cpuPercent: 10, tasks: 1 });
  expect(modelOfRecord([full, roomy, full], 1)).toEqual({ cpuSecondsPerRequest: 0.1 });
  expect(modelOfRecord([full, minute(0, { cpuPercent: 0, tasks: 1 })], 1)).toEqual({
    cpuSecondsPerRequest: 0.01,
  });
});

test('a replay of a simulated run is the same run, however full its tasks were', () => {
  const requests = [...Array<number>(30).fill(1200), ...Array<number>(30).fill(9000)];
  const { minutes } = simulated(requests);
  const recorded = minutes.map(({ runningCount, cpuPercent }, index) =>
    minute(requests[index] ?? 0, { tasks: runningCount, cpuPercent }),
  );
  expect(modelOfRecord(recorded, model.taskVcpu)?.cpuSecondsPerRequest).toBeCloseTo(
    model.cpuSecondsPerRequest,
  );
});

test('a model can be derived without memory and latency', () => {
  expect(modelOfRecord([minute(60, { cpuPercent: 10, tasks: 1 })], 1)).toStrictEqual({
    cpuSecondsPerRequest: 0.1,
  });
});

test('a replay is compared with its record', () => {
  const { minutes } = simulated([1200, 1200, 1200, 1200]);
  const recorded = [
    minute(1200, { tasks: 2, cpuPercent: 40 }),
    minute(1200, { tasks: 3, cpuPercent: 60 }),
    minute(1200, { tasks: 5 }),
    minute(1200),
    minute(1200, { tasks: 2 }),
  ];
  expect(replayDifference(minutes, recorded)).toEqual({
    comparedMinutes: 3,
    sameShare: 1 / 3,
    meanTaskDifference: 4 / 3,
    mostTaskDifference: 3,
    recordedTaskHours: 10 / 60,
    simulatedTaskHours: 6 / 60,
    meanCpuDifference: 10,
  });
});

test('a replay is not compared without recorded tasks, and its CPU not without recorded CPU', () => {
  const { minutes } = simulated([1200]);
  expect(replayDifference(minutes, [minute(1200, { cpuPercent: 5 })])).toBeUndefined();
  expect(replayDifference(minutes, [minute(1200, { tasks: 2 })])?.meanCpuDifference).toBeUndefined();
});
