import { describe, expect, test } from 'vitest';
import { trackingAlarms } from '../policies/tracking-alarms.ts';
import { trackingPolicy } from '../testing/situations.ts';
import { type ServiceModel, serve } from './service-model.ts';
import { newest, simulatedAlarm } from './simulated-alarm.ts';
import { simulatedSeries } from './simulated-series.ts';
import { simulatedTasks } from './simulated-tasks.ts';
import type { SimulatedMetric } from './simulation.ts';

const model: ServiceModel = {
  ...{
    cpuSecondsPerRequest: 1,
    latencyMs: 60,
    bootSeconds: 60,
    taskVcpu: 1,
    memoryPercent: 50,
    excess: 'waits',
  },
};

describe('the periods of a simulated metric', () => {
  /** Twenty seconds each, of so many tasks and requests. */
  const observed = (
    metric: SimulatedMetric,
    ticksAPeriod: number,
    ...ticks: readonly (readonly [number, number])[]
  ) => {
    const series = simulatedSeries(metric, model, ticksAPeriod);
    for (const [tasks, requests] of ticks) {
      series.observe(serve(model, { tasks, requests, waiting: 0, seconds: 20 }), tasks);
    }
    return series.values;
  };

  test('add requests up, and average CPU over the ticks that have some', () => {
    const ticks = [
      [1, 5],
      [1, 10],
      [0, 20],
      [1, 4],
      [1, 4],
      [1, 4],
    ] as const;
    expect(observed('requests', 3, ...ticks)).toEqual([15, 12]);
    expect(observed('cpu', 3, ...ticks)).toEqual([37.5, 20]);
    expect(observed('cpu', 1, ...ticks)).toEqual([25, 50, undefined, 20, 20, 20]);
  });

  test('are closed only with their last tick', () => {
    expect(observed('cpu', 3, [1, 5], [1, 5])).toEqual([]);
  });

  test('have neither memory nor a backlog without tasks', () => {
    expect(observed('memory', 1, [0, 5], [2, 5])).toEqual([undefined, 50]);
    expect(observed('backlog-per-task', 1, [0, 5], [2, 50])).toEqual([undefined, 5]);
  });

  test('have the seconds that a queue takes', () => {
    // Two tasks do 40 in 20 s: ten that are left take them 5 s.
    expect(observed('queue-latency', 1, [2, 50], [2, 40])).toEqual([5, 0]);
  });
});

describe('simulated tasks', () => {
  test('arrive when they are ready, and stop at once', () => {
    const tasks = simulatedTasks(2);
    tasks.follow(4, 100);
    expect([tasks.running(), tasks.starting()]).toEqual([2, 2]);
    tasks.arrive(99);
    expect([tasks.running(), tasks.starting()]).toEqual([2, 2]);
    tasks.arrive(100);
    expect([tasks.running(), tasks.starting()]).toEqual([4, 0]);
    tasks.follow(1, 200);
    expect([tasks.running(), tasks.starting()]).toEqual([1, 0]);
  });

  test('that do not run yet stop first', () => {
    const tasks = simulatedTasks(2);
    tasks.follow(5, 100);
    tasks.follow(3, 100);
    expect([tasks.running(), tasks.starting()]).toEqual([2, 1]);
    tasks.follow(1, 100);
    expect([tasks.running(), tasks.starting()]).toEqual([1, 0]);
  });
});

test('a simulated alarm forgets what its range has left behind, and has no value without any', () => {
  const values = [20, ...Array<undefined>(8).fill(undefined)];
  const { high } = trackingAlarms(trackingPolicy());
  const alarm = simulatedAlarm('high', high, { values, observe: () => {} }, 0, newest);
  expect(alarm.reading()).toStrictEqual({ alarmName: 'high', state: 'INSUFFICIENT_DATA' });
  const states = values.map((_, index) => {
    alarm.judge((index + 1) * 60_000);
    return alarm.state();
  });
  expect(states).toEqual([...Array(5).fill('OK'), ...Array(4).fill('INSUFFICIENT_DATA')]);
  expect(alarm.reading()).toStrictEqual({ alarmName: 'high', state: 'INSUFFICIENT_DATA' });
});

test('what waits is answered after its queue', () => {
  const { p95Ms, queueSeconds } = serve(model, { tasks: 1, requests: 90, waiting: 0, seconds: 60 });
  expect([queueSeconds, Math.round(p95Ms ?? 0)]).toEqual([
    30,
    Math.round((Math.log(20) * 60) / 0.01) + 30_000,
  ]);
});
