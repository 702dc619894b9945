import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MetricDatum } from '../../cloudwatch/metrics/metric.ts';
import type { Engine } from '../../docker/engine.ts';
import { sampleState } from '../api/testing/sample-state.ts';
import { collectMetrics } from './collect-metrics.ts';

let nowMs: number;
let sleepers: { readonly untilMs: number; readonly wake: () => void }[];
let stop: AbortController;
let data: MetricDatum[];
let warnings: unknown[];

beforeEach(() => {
  nowMs = 0;
  sleepers = [];
  stop = new AbortController();
  data = [];
  warnings = [];
});
afterEach(() => stop.abort());

/** Collects ten times as fast, without an engine, for the queues of two alarms, one of which does not exist. */
function collect(): void {
  const queue = (QueueName: string) => ({
    ...{ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensions: { QueueName } },
  });
  void collectMetrics({
    sink: { put: (put) => void data.push(...put), position: () => undefined },
    engine: {} as Engine,
    environmentName: 'shop',
    loadBalancerFolder: '/nowhere',
    dataFolder: '/nowhere',
    persisted: () => ({ cluster: { ...sampleState, tasks: {}, services: {} } }),
    resolutionOf: () => 60,
    watched: () => [queue('jobs'), queue('gone')],
    readQueue: async (queueName) => {
      if (queueName === 'gone') throw new Error('it does not exist');
      return {
        ApproximateNumberOfMessages: 12,
        ApproximateNumberOfMessagesNotVisible: 0,
        ApproximateNumberOfMessagesDelayed: 0,
      };
    },
    timeScale: 10,
    log: { info: () => undefined, warn: (_message, fields) => warnings.push(fields), error: () => undefined },
    clock: {
      now: () => nowMs,
      sleep: (milliseconds) =>
        new Promise((wake) => void sleepers.push({ untilMs: nowMs + milliseconds, wake })),
    },
    signal: stop.signal,
  });
}

/** Lets time pass in steps of half a second, and what is due happen. */
async function pass(milliseconds: number): Promise<void> {
  for (const endMs = nowMs + milliseconds; nowMs < endMs; ) {
    nowMs += 500;
    const due = sleepers.filter(({ untilMs }) => untilMs <= nowMs);
    sleepers = sleepers.filter(({ untilMs }) => untilMs > nowMs);
    for (const { wake } of due) wake();
    await setImmediate();
  }
}

describe('the metrics of queues', () => {
  it('are collected each minute, which is as short as the time scale makes it', async () => {
    collect();
    await pass(20_000);
    const visible = data.filter(({ metric }) => metric.metricName === 'ApproximateNumberOfMessagesVisible');
    expect(visible.map(({ atMs, values }) => [atMs, values.maximum])).toEqual([
      [6000, 12],
      [12_000, 12],
      [18_000, 12],
    ]);
  });

  it('that cannot be read are named in the log once', async () => {
    collect();
    await pass(20_000);
    const missing = warnings.filter((fields) => JSON.stringify(fields).includes('queue'));
    expect(missing).toEqual([{ what: 'queue gone', error: new Error('it does not exist') }]);
  });
});
