import { describe, expect, it } from 'vitest';
import { sampleState } from '../../api/testing/sample-state.ts';
import { sampleWorkload } from '../../api/testing/sample-workload.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { insightsCounts, liveTaskCounts } from './task-count-data.ts';

const running: PersistedState = {
  cluster: sampleState,
  released: { workload: sampleWorkload, digest: 'd1' },
};

function valuesOf(service: string): Readonly<Record<string, number>> {
  const own = insightsCounts(running, 0).filter(({ metric }) => metric.dimensions.ServiceName === service);
  return Object.fromEntries(own.map(({ metric, values }) => [metric.metricName, values.sum]));
}

describe('the metrics of Container Insights', () => {
  it('count the tasks and deployments of each service', () => {
    expect(valuesOf('spree-local-web')).toEqual({
      RunningTaskCount: 1,
      PendingTaskCount: 0,
      DesiredTaskCount: 1,
      DeploymentCount: 1,
      TaskSetCount: 0,
    });
    const [first] = insightsCounts(running, 0);
    expect(first?.metric).toMatchObject({
      namespace: 'ECS/ContainerInsights',
      dimensions: { ClusterName: sampleState.clusterName },
    });
  });

  it('are none if the cluster does not have it enabled, and before the first release', () => {
    const clusters = sampleWorkload.clusters.map((cluster) => ({ ...cluster, settings: {} }));
    const released = { workload: { ...sampleWorkload, clusters }, digest: 'd1' };
    expect(insightsCounts({ ...running, released }, 0)).toEqual([]);
    expect(insightsCounts({ cluster: sampleState }, 0)).toEqual([]);
  });
});

describe('the count of live tasks', () => {
  it('is the number of running tasks of a service, without a datapoint if there are none', () => {
    const [first] = liveTaskCounts(running, 60_000);
    expect(first).toMatchObject({
      metric: { namespace: 'AWS/ECS', metricName: 'LiveTaskCount' },
      atMs: 60_000,
      unit: 'Count',
      values: { sampleCount: 1, sum: 1 },
    });
    expect(liveTaskCounts({ cluster: { ...sampleState, tasks: {} } }, 0)).toEqual([]);
  });
});
