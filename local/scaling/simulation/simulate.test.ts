import { describe, expect, test } from 'vitest';
import type { AlarmRule, AlarmState } from '../alarms/alarm.ts';
import { datapointsAt } from '../alarms/evaluation-range.ts';
import { judgeAlarm } from '../alarms/judge-alarm.ts';
import { trackingAlarms } from '../policies/tracking-alarms.ts';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import { loadShapes } from './load-shapes.ts';
import { serve, serveMinute } from './service-model.ts';
import { simulate } from './simulate.ts';
import { newest, simulatedAlarm } from './simulated-alarm.ts';
import type { Simulation } from './simulation.ts';

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
      waitingRequests: 0,
      queueSeconds: 0,
      p95Ms: expect.closeTo(359.5, 1),
    });
  });

  test('that exceeds the capacity of the tasks uses all of their CPU, and the rest is dropped', () => {
    expect(serveMinute(model, 2, 3000)).toMatchObject({
      ...{ cpuPercent: 100, requestsPerTarget: 1500, droppedRequests: 600 },
    });
  });

  test('is dropped if there is no task', () => {
    expect(serveMinute(model, 0, 10)).toMatchObject({ cpuPercent: undefined, droppedRequests: 10 });
  });
});

test('a load that two tasks can serve changes nothing', () => {
  expect(new Set(counts({}))).toEqual(new Set([2]));
});

test('a load that they cannot serve adds tasks, each time as many as fully used CPUs show', () => {
  const requests = loadShapes.soak({ minutes: 90, low: 0, high: 6500 });
  expect([...new Set(counts({ requests }))]).toEqual([2, 3, 5, 8, 10]);
});

test('requests per target show all of the load at once', () => {
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

test('tasks that use most of their memory whatever the load are never removed again', () => {
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

test('a day of load ends with as many tasks as it began', () => {
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

test('with 20-second metrics, the first change comes after 80 seconds', () => {
  const requests = loadShapes.step({ minutes: 60, low: 1600, high: 6500 });
  const policies = [{ policy: trackingPolicy({ periodSeconds: 20 }), metric: 'cpu' as const }];
  const { target } = simulate({ ...simulation, requests, policies });
  const first = target.activities.findLast(({ change }) => change !== undefined);
  // AWS's own benchmark took 86 s; the phase within a period is whole here.
  expect((first?.startTimeMs ?? 0) - 30 * 60_000).toBe(80_000);
});

test('a minute of several parts has the requests of all of them, and its CPU on average', () => {
  const requests = loadShapes.step({ minutes: 40, low: 1600, high: 6500 });
  const policies = [{ policy: trackingPolicy({ periodSeconds: 20 }), metric: 'cpu' as const }];
  const { minutes } = simulate({ ...simulation, requests, policies });
  expect(minutes[0]).toMatchObject({
    requests: expect.closeTo(1600),
    requestsPerTarget: expect.closeTo(800),
  });
  expect(minutes.map(({ requests: some }) => Math.round(some))).toEqual(requests);
  // The change at 80 s starts tasks that answer within the third minute of the load.
  const third = minutes[22];
  expect(third?.droppedRequests).toBeGreaterThan(0);
  expect(third?.cpuPercent).toBeCloseTo(100);
});

describe('a minute of three parts', () => {
  const worker = { ...model, excess: 'waits' as const };
  const policies = [
    { policy: trackingPolicy({ periodSeconds: 20 }), metric: 'cpu' as const },
    { policy: trackingPolicy({ policyName: 'memory', targetValue: 80 }), metric: 'memory' as const },
  ];
  const { minutes } = simulate({
    ...{ ...simulation, deliverySeconds: 0, policies, minCapacity: 1 },
    model: { ...worker, bootSeconds: 100 },
    requests: [600, 2400, 2400, 600, 600, 600],
  });

  test('ends as its last one does, and has the slowest of them', () => {
    // 20 s of 800 requests leave 400 for the next 20 s, with one task that does 400.
    expect(minutes[1]).toMatchObject({ waitingRequests: 1200, queueSeconds: 60, cpuPercent: 100 });
    expect(minutes[1]?.p95Ms).toBeGreaterThan(60_000);
    expect(minutes[0]?.cpuPercent).toBeCloseTo(50);
  });

  test('has the change that was made in one of them', () => {
    const changed = minutes.flatMap(({ decision }, index) => (decision.change === undefined ? [] : [index]));
    expect(changed).toEqual([1, 3]);
    expect(minutes.map(({ desiredCount }) => desiredCount)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('has its tasks when their start is over', () => {
    expect(minutes.map(({ runningCount }) => runningCount)).toEqual([1, 1, 1, 2, 2, 3]);
  });
});

test('a part of a minute without tasks has neither CPU nor latency', () => {
  const policies = [{ policy: trackingPolicy({ periodSeconds: 20 }), metric: 'cpu' as const }];
  const requests = [5, 5];
  const none = simulate({ ...simulation, policies, requests, minCapacity: 0 }).minutes[0];
  expect([none?.cpuPercent, none?.requestsPerTarget, none?.p95Ms]).toEqual([undefined, undefined, undefined]);
  const scheduled = [{ name: 'begin', atMs: 20_000, minCapacity: 1 }];
  const quick = { ...model, bootSeconds: 0 };
  const some = simulate({ ...simulation, policies, requests: [30], minCapacity: 0, scheduled, model: quick });
  expect(some.minutes[0]).toMatchObject({
    cpuPercent: expect.closeTo(2.5),
    requestsPerTarget: expect.closeTo(20),
  });
  expect(some.minutes[0]?.p95Ms).toBeGreaterThan(100);
});

test('the alarms of an activity have the names of their policies', () => {
  const requests = [...Array<number>(20).fill(6500), ...Array<number>(60).fill(0)];
  const { target } = simulate({ ...simulation, requests, deliverySeconds: 0 });
  const changes = target.activities.filter(({ change }) => change !== undefined);
  expect([changes.at(-1)?.cause, changes[0]?.cause]).toEqual([
    'monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu',
    'monitor alarm cpu-AlarmLow in state ALARM triggered policy cpu',
  ]);
});

test('a policy that must not scale in never does', () => {
  const requests = [...Array<number>(30).fill(6500), ...Array<number>(120).fill(0)];
  const policies = [{ policy: trackingPolicy({ disableScaleIn: true }), metric: 'cpu' as const }];
  expect(counts({ requests, policies, deliverySeconds: 0 }).at(-1)).toBe(8);
});

describe('one decision is kept for all minutes that are alike', () => {
  const reasons = (minutes: ReturnType<typeof simulate>['minutes']) =>
    [...new Set(minutes.map(({ decision }) => decision))].map(({ verdicts }) =>
      verdicts.map(({ reason }) => reason?.code),
    );

  test('while no alarm is in ALARM', () => {
    const memory = trackingPolicy({ policyName: 'memory', targetValue: 52, periodSeconds: 20 });
    const policies = [...simulation.policies, { policy: memory, metric: 'memory' as const }];
    // Within a minute the metric of memory is there, within three that of CPU.
    expect(
      reasons(simulate({ ...simulation, policies, requests: Array<number>(9).fill(1600) }).minutes),
    ).toEqual([
      ['InsufficientData', 'WithinThresholds'],
      ['WithinThresholds', 'WithinThresholds'],
    ]);
  });

  test('at the maximum', () => {
    const { minutes } = simulate({ ...simulation, requests: Array<number>(9).fill(6500), maxCapacity: 2 });
    // At first no alarm has enough data, then only the low one has not.
    expect(reasons(minutes)).toEqual([['InsufficientData'], ['InsufficientData'], ['AlreadyAtMaxCapacity']]);
  });
});

test('the alarm of a step policy has periods of its own', () => {
  const alarm: AlarmRule = {
    ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 300 },
    ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' },
  };
  const policies = [{ policy: stepPolicy(), metric: 'cpu' as const, alarm }];
  const requests = [...Array<number>(5).fill(0), ...Array<number>(9).fill(1800)];
  const seen = simulate({ ...simulation, policies, requests, deliverySeconds: 0 }).minutes;
  // 75 % on average of the second five minutes alone: 25 above the threshold.
  expect(seen.map(({ desiredCount }) => desiredCount)).toEqual([...Array(10).fill(2), ...Array(4).fill(5)]);
});

test('a step policy acts on an alarm of its own', () => {
  const alarm = {
    threshold: 50,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    periodSeconds: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: 'missing',
  } as const;
  const policies = [{ policy: stepPolicy(), metric: 'cpu' as const, alarm }];
  const requests = loadShapes.soak({ minutes: 30, low: 0, high: 2400 });
  // 100 % of two tasks is 50 above the threshold: three tasks more, after which 40 % remain.
  expect([...new Set(counts({ policies, requests }))]).toEqual([2, 5]);
});

test.each([
  [undefined, 4],
  ['Average', 4],
  ['Maximum', 5],
  ['Minimum', 4],
] as const)('a step policy goes by the values of its alarm together: %s', (metricAggregationType, tasks) => {
  const alarm: AlarmRule = {
    ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', periodSeconds: 60 },
    ...{ evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: 'missing' },
  };
  const policy = stepPolicy(metricAggregationType === undefined ? {} : { metricAggregationType });
  const policies = [{ policy, metric: 'cpu' as const, alarm }];
  // 100 % an hour ago, then 55 % and 75 % of two tasks.
  const requests = [2400, ...Array<number>(60).fill(0), 1320, 1800, 0, 0, 0];
  expect(Math.max(...counts({ policies, requests, deliverySeconds: 0 }))).toBe(tasks);
});

test('the newest value that there is decides, where the newest period has none', () => {
  const rule = trackingAlarms(trackingPolicy()).high;
  const alarm = simulatedAlarm(
    'high',
    rule,
    { values: [80, 90, 100, undefined], observe: () => {} },
    0,
    newest,
  );
  alarm.judge(240_000);
  expect(alarm.reading()).toEqual({ alarmName: 'high', state: 'ALARM', value: 100 });
});

test('the latency of a queue requests all tasks at once, and none once it is empty', () => {
  const worker = { ...model, excess: 'waits' as const };
  const policies = [
    { policy: trackingPolicy({ policyName: 'queue', targetValue: 60 }), metric: 'queue-latency' as const },
  ];
  const requests = [...Array<number>(60).fill(9000), ...Array<number>(120).fill(0)];
  const { minutes } = simulate({ ...simulation, model: worker, policies, requests, deliverySeconds: 0 });
  expect([...new Set(minutes.map(({ runningCount }) => runningCount))]).toEqual([2, 10]);
  expect(minutes.at(-1)).toMatchObject({ runningCount: 2, waitingRequests: 0, droppedRequests: 0 });
});

test('jobs without a task wait, and are measured once there is one', () => {
  const worker = { ...model, excess: 'waits' as const };
  expect(serve(worker, { tasks: 0, requests: 5, waiting: 7, seconds: 60 })).toMatchObject({
    ...{ waitingRequests: 12, droppedRequests: 0, queueSeconds: undefined },
  });
  // One task does 20 a second.
  expect(serve(worker, { tasks: 1, requests: 1200, waiting: 600, seconds: 60 })).toMatchObject({
    ...{ cpuPercent: 100, waitingRequests: 600, queueSeconds: 30 },
  });
});

test('the backlog per task settles at its target', () => {
  const worker = { ...model, excess: 'waits' as const };
  const policies = [
    {
      policy: trackingPolicy({ policyName: 'backlog', targetValue: 100 }),
      metric: 'backlog-per-task' as const,
    },
  ];
  const requests = Array<number>(120).fill(2600);
  const { minutes } = simulate({ ...simulation, model: worker, policies, requests });
  expect(minutes.at(-1)?.waitingRequests).toBe(0);
  expect(Math.max(...minutes.map(({ runningCount }) => runningCount))).toBeGreaterThan(2);
});

describe('a scheduled action', () => {
  const scheduled = [
    { name: 'morning', atMs: 10 * 60_000, minCapacity: 5 },
    { name: 'evening', atMs: 20 * 60_000, minCapacity: 2, maxCapacity: 4 },
  ];

  test('sets bounds at its time', () => {
    const { minutes, target } = simulate({ ...simulation, policies: [], scheduled });
    const seen = minutes.map(({ desiredCount }) => desiredCount);
    expect([seen[9], seen[10], seen[19], seen[20]]).toEqual([2, 5, 5, 4]);
    expect(minutes[11]?.runningCount).toBe(5);
    expect([target.minCapacity, target.maxCapacity]).toEqual([2, 4]);
  });

  test('is at a time of day where the simulation begins at one', () => {
    const startMs = Date.UTC(2026, 0, 5, 8);
    const later = scheduled.map((each) => ({ ...each, atMs: startMs + each.atMs }));
    const { minutes } = simulate({ ...simulation, scheduled: later, startMs });
    expect(minutes[10]?.desiredCount).toBe(5);
  });
});

test('a service begins with the given number of tasks', () => {
  expect(counts({ initialCapacity: 4 })[0]).toBe(4);
});

test('a simulated alarm has the states that datapointsAt and judgeAlarm give', () => {
  const rule = trackingAlarms(trackingPolicy()).low;
  if (rule === undefined) throw new Error('The policy scales in');
  const values = [80, 70, ...Array<number | undefined>(8).fill(20), undefined, ...Array<number>(12).fill(30)];
  const alarm = simulatedAlarm('low', rule, { values, observe: () => {} }, 150, newest);
  let state: AlarmState = 'INSUFFICIENT_DATA';
  values.forEach((_, index) => {
    const nowMs = (index + 1) * 60_000;
    const range = datapointsAt(rule, { nowMs, deliveryMs: 150_000 }, (startMs) => values[startMs / 60_000]);
    state = judgeAlarm(rule, range, state);
    alarm.judge(nowMs);
    const value = range.findLast((each) => each !== undefined);
    expect([index, alarm.state(), alarm.reading().value]).toEqual([index, state, value]);
  });
  expect(state).toBe('ALARM');
});
