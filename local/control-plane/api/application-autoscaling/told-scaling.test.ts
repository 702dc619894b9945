import { expect, test } from 'vitest';
import { observed } from '../../../cloudwatch/metrics/metric.ts';
import { createMetricStore } from '../../../cloudwatch/metrics/metric-store.ts';
import { actOnActions } from '../../scaling/decide-scaling.ts';
import {
  cpuPolicy,
  evaluated,
  policyOf,
  scaledStore,
  second,
  start,
  webId,
  withPolicies,
} from '../../scaling/testing/scaled-store.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { toldScaling } from './told-scaling.ts';

const metrics = createMetricStore({ timeScale: 10 });
const dimensions = { ClusterName: 'store', ServiceName: 'web' };

/** Two tasks report their CPU in each shortened minute, and a third one in the last. */
for (const [index, usage] of [
  [40, 60],
  [90, 100],
  [80, 90, 100],
].entries()) {
  const at = { atMs: start + index * 6 * second, isHighResolution: false };
  const of = (metricName: string, unit: string, value: number) =>
    metrics.put([
      { ...at, metric: { namespace: 'AWS/ECS', metricName, dimensions }, unit, values: observed(value) },
    ]);
  for (const value of usage) of('CPUUtilization', 'Percent', value);
  of('LiveTaskCount', 'Count', usage.length);
}

function told(state: PersistedState, timeScale: number, toMs = start + 18 * second) {
  return toldScaling(
    {
      applicationAutoScaling: {
        scaling: () => state,
        changeScaling: () => Promise.reject(new Error('read only')),
      },
      cloudWatch: {
        ...{ metrics: { ...metrics, position: () => undefined }, timeScale, nowMs: () => toMs },
        alarms: () => state.alarms ?? {},
        changeAlarms: () => Promise.reject(new Error('read only')),
      },
    },
    { fromMs: start, toMs },
  );
}

const policies = withPolicies(scaledStore(10), cpuPolicy());

test('decisions are reported with their time, their input, and the verdict on each policy', () => {
  const { state, actions } = evaluated(policies, { cpu: 100 });
  const acted = actOnActions(state, actions, { nowMs: start, timeScale: 1 });
  expect(told(acted, 1)).toMatchObject({
    timeScale: 1,
    targets: [
      {
        ...{ resourceId: webId, values: {}, tasks: [] },
        decisions: [
          {
            ...{ atMs: start, runningCount: 10, desiredCount: 10, isDeploying: false },
            verdicts: [{ policyName: 'cpu', asked: 15, reason: { code: 'AlreadyAtMaxCapacity' } }],
            alarms: [{ state: 'ALARM', value: 100 }, { state: 'OK' }],
          },
        ],
      },
    ],
  });
  expect(told({ cluster: acted.cluster }, 1)).toEqual({ timeScale: 1, targets: [] });
});

test('with a time scale, the values of the shortened periods are reported, and the tasks that ran in each', () => {
  const [high = '', low = ''] = policyOf(policies, 'cpu').alarmNames;
  const values = [50, 95, 90].map((value, index) => ({ startMs: start + index * 6 * second, value }));
  expect(told(policies, 10).targets).toMatchObject([
    {
      values: { [high]: values, [low]: values },
      tasks: [2, 2, 3].map((value, index) => ({ startMs: start + index * 6 * second, value })),
    },
  ]);
});

test('the value of a period that is not over is not reported', () => {
  const [high = ''] = policyOf(policies, 'cpu').alarmNames;
  expect(told(policies, 10, start + 17 * second).targets[0]?.values[high]).toHaveLength(2);
});
