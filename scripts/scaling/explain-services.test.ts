import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluateAlarms } from '../../local/cloudwatch/alarms/evaluate-alarms.ts';
import { observed } from '../../local/cloudwatch/metrics/metric.ts';
import { createMetricStore } from '../../local/cloudwatch/metrics/metric-store.ts';
import { onReconcileLoop } from '../../local/control-plane/api/on-reconcile-loop.ts';
import { idleSurroundings } from '../../local/control-plane/api/testing/idle-surroundings.ts';
import { type ServedGateway, serveGateway } from '../../local/control-plane/api/testing/served-gateway.ts';
import { actOnActions, noteQuiet } from '../../local/control-plane/scaling/decide-scaling.ts';
import { followCluster } from '../../local/control-plane/scaling/follow-cluster.ts';
import { readService } from '../../local/control-plane/scaling/scaled-service.ts';
import {
  cpuPolicy,
  obliged,
  policyOf,
  scaledStore,
  second,
  start,
  webService,
  withPolicies,
} from '../../local/control-plane/scaling/testing/scaled-store.ts';
import type { PersistedState } from '../../local/control-plane/state/persisted-state.ts';
import { scaledServices } from '../../operations/scaled-services.ts';
import { explainServices } from './explain-services.ts';

const timeScale = 10;
const minuteMs = 6 * second;
const minutes = 5;
const toMs = start + minutes * minuteMs + 2 * second;
const metrics = createMetricStore({ timeScale });
const dimensions = { ClusterName: 'store', ServiceName: 'web' };
let state: PersistedState = withPolicies(scaledStore(), cpuPolicy({ disableScaleIn: true }));

/** Each task reports once in a shortened minute. */
function measure(atMs: number): void {
  const { runningCount } = readService(state.cluster, webService(state));
  const of = (metricName: string, unit: string, value: number) => ({
    ...{ atMs, unit, isHighResolution: false, values: observed(value) },
    metric: { namespace: 'AWS/ECS', metricName, dimensions },
  });
  const usage = Array.from({ length: runningCount }, () => of('CPUUtilization', 'Percent', 85));
  metrics.put([...usage, of('LiveTaskCount', 'Count', runningCount)]);
}

/** Evaluates the alarms a second after each shortened minute; what was asked for before comes about meanwhile. */
function pass(): void {
  for (let turn = 0; turn < minutes; turn += 1) {
    measure(start + turn * minuteMs);
    const nowMs = start + (turn + 1) * minuteMs + second;
    const time = { nowMs, timeScale };
    state = followCluster(obliged(state, nowMs), time);
    const { alarms, actions } = evaluateAlarms(state.alarms ?? {}, metrics, { ...time, deliveryMs: second });
    state = actOnActions(noteQuiet({ ...state, alarms }, time), actions, time);
  }
}

let server: ServedGateway;
beforeAll(async () => {
  pass();
  const loop = { persisted: () => state, transact: () => Promise.reject(new Error('read only')) };
  const cloudWatch = { metrics: { ...metrics, position: () => undefined }, timeScale, nowMs: () => toMs };
  const controlPlane = onReconcileLoop(loop, cloudWatch, idleSurroundings());
  server = await serveGateway(controlPlane);
});
afterAll(() => server.close());

async function explain(isLocal: boolean) {
  const target = { environment: 'local', clients: server.clients } as const;
  const services = await scaledServices(target, 'store', 'web');
  const port = isLocal ? Number(new URL(server.url).port) : undefined;
  const [web] = await explainServices(target, services, { fromMs: start, toMs }, port);
  if (web === undefined) throw new Error('web is scaled');
  return web;
}

test('with a time scale, a scale-out is described in shortened minutes, with the tasks that ran in them', async () => {
  const { record, entries } = await explain(true);
  expect(record.timeScale).toBe(timeScale);
  expect(
    entries.map(({ startMs, endMs, desiredCount, runningCount, metrics: { CPUUtilization } }) => [
      ...[(startMs - start) / second, (endMs - start) / second],
      ...[desiredCount, runningCount, CPUUtilization?.[1]],
    ]),
  ).toEqual([
    [0, 6, 2, 2, 85],

    [6, 18, 2, 2, 85],
    [18, 24, 3, 2, 85],
    [24, 30, 4, 3, 85],
    [30, 36, 5, 4, undefined],
  ]);
});

const transitions = (high: string) => [
  { atMs: start + 19 * second, text: `${high} went from INSUFFICIENT_DATA to ALARM.` },
];
const changesAtMs = [3, 4, 5].map((count, index) => [count, start + (19 + 6 * index) * second] as const);
const change = (high: string, count: number, atMs: number) => ({
  atMs,
  text: expect.stringContaining(
    `Setting desired count to ${count}: monitor alarm ${high} in state ALARM triggered policy cpu. `,
  ),
});
const highAlarm = () => policyOf(state, 'cpu').alarmNames[0] ?? '';

test('alarms, actions with the names of their alarms, and reasons have the second in which they occurred', async () => {
  const { entries } = await explain(true);
  const told = { atMs: start + 7 * second, text: 'cpu did nothing: its alarm does not have enough data.' };
  const high = highAlarm();
  const sums = ['2 running × 85 / 70 = 2.43', '3 running × 85 / 70 = 3.64', '4 running × 85 / 70 = 4.86'];
  // The reason lasts until there is another one.
  expect(entries.slice(1).flatMap(({ statements }) => statements)).toEqual([
    told,
    ...transitions(high),
    ...changesAtMs.flatMap(([count, atMs], index) => [
      change(high, count, atMs),
      { atMs, text: `cpu set the desired count to ${count} (${sums[index]}).` },
    ]),
  ]);
});

test('without the control plane, as on AWS, the APIs alone are used, in real minutes', async () => {
  const { record, entries } = await explain(false);
  expect(record.timeScale).toBe(1);
  const [only, ...more] = entries;
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    startMs: start,
    endMs: start + 60 * second,
    desiredCount: 5,
    runningCount: 4,
  });
  expect(only?.statements).toEqual([
    ...transitions(highAlarm()),
    ...changesAtMs.map(([count, atMs]) => change(highAlarm(), count, atMs)),
  ]);
});
