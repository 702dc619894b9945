import { expect, test } from 'vitest';
import { evaluateAlarms } from '../../cloudwatch/alarms/evaluate-alarms.ts';
import { observed } from '../../cloudwatch/metrics/metric.ts';
import { createMetricStore } from '../../cloudwatch/metrics/metric-store.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { actOnActions, noteQuiet } from './decide-scaling.ts';
import { followCluster } from './follow-cluster.ts';
import { readService } from './scaled-service.ts';
import {
  cpuPolicy,
  desiredCount,
  minute,
  obliged,
  scaledStore,
  start,
  web,
  webService,
  withPolicies,
} from './testing/scaled-store.ts';

const cpu = {
  namespace: 'AWS/ECS',
  metricName: 'CPUUtilization',
  dimensions: { ClusterName: 'store', ServiceName: 'web' },
};

/** A service under a load, in percent of a task's CPU: its tasks share it, and none can show more than 100. */
function underLoad(timeScale: number) {
  const minuteMs = minute / timeScale;
  const deliveryMs = Math.max(1000, 5000 / timeScale);
  const store = createMetricStore({ timeScale });
  let state = withPolicies(scaledStore(), cpuPolicy());
  let nowMs = start;

  function measure(load: number): void {
    const { runningCount } = readService(state.cluster, webService(state));
    const values = observed(Math.min(100, load / runningCount));
    const datum = { metric: cpu, atMs: nowMs, unit: 'Percent', values, isHighResolution: false };
    store.put(Array.from({ length: runningCount }, () => datum));
  }

  function scale(atMs: number): void {
    const time = { nowMs: atMs, timeScale };
    const { alarms, actions } = evaluateAlarms(state.alarms ?? {}, store, { ...time, deliveryMs });
    const seen: PersistedState = { ...state, alarms };
    const acted = actOnActions(noteQuiet(seen, time), actions, time);
    state = followCluster(obliged(acted, atMs), time);
  }

  return {
    state: () => state,
    /** The desired counts, each named once, while so many minutes pass. */
    pass: (minutes: number, load: number) => {
      const counts = [desiredCount(state)];
      for (let turn = 0; turn < minutes; turn += 1) {
        measure(load);
        nowMs += minuteMs;
        scale(nowMs + deliveryMs);
        if (counts.at(-1) !== desiredCount(state)) counts.push(desiredCount(state));
      }
      return counts;
    },
  };
}

test.each([1, 10])(
  'load scales a service out to its maximum, and the end of the load scales it back in: time scale %i',
  (timeScale) => {
    const service = underLoad(timeScale);
    expect(service.pass(20, 90)).toEqual([2]);
    expect(service.pass(20, 2000)).toEqual([2, 3, 5, 8, 10]);
    expect(service.pass(14, 20)).toEqual([10]);
    expect(service.pass(6, 20)).toEqual([10, 2]);
    expect(service.pass(30, 20)).toEqual([2]);
    const changes = web(service.state()).state.activities.filter(({ change }) => change !== undefined);
    expect(changes.map(({ status, change }) => [status, change?.to]).toReversed()).toEqual([
      ['Successful', 3],
      ['Successful', 5],
      ['Successful', 8],
      ['Successful', 10],
      ['Successful', 2],
    ]);
  },
);

test('below ten tasks, the guard against flapping decides, and the decisions say so', () => {
  const service = underLoad(1);
  service.pass(10, 300);
  expect(desiredCount(service.state())).toBe(5);
  expect(service.pass(40, 230)).toEqual([5, 4]);
  expect(service.pass(40, 230)).toEqual([4]);
  const [decided] = web(service.state()).decisions;
  expect(decided?.decision.verdicts).toMatchObject([
    { policyName: 'cpu', reason: { code: 'AutoScalingAnticipatedFlapping', value: 57.5, targetValue: 70 } },
  ]);
});
