import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../time/clock.ts';
import { sampleState } from '../api/testing/sample-state.ts';
import { sampleWorkload } from '../api/testing/sample-workload.ts';
import { jsonLog } from '../logger.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { containerInsights, type MetricValue } from './container-insights.ts';
import { publishMetrics } from './publish-metrics.ts';

const running: PersistedState = {
  cluster: sampleState,
  released: { workload: sampleWorkload, digest: 'd1' },
};

function valuesOf(service: string): Readonly<Record<string, number>> {
  const own = containerInsights(running).filter(({ dimensions }) => dimensions.ServiceName === service);
  return Object.fromEntries(own.map(({ name, value }) => [name, value]));
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
    const [first] = containerInsights(running);
    expect(first?.dimensions.ClusterName).toBe(sampleState.clusterName);
  });

  it('are none where the cluster does not have it enabled, and before a definition was released', () => {
    const clusters = sampleWorkload.clusters.map((cluster) => ({ ...cluster, settings: {} }));
    const released = { workload: { ...sampleWorkload, clusters }, digest: 'd1' };
    expect(containerInsights({ ...running, released })).toEqual([]);
    expect(containerInsights({ cluster: sampleState })).toEqual([]);
  });

  it('are published again after LocalStack was away', async () => {
    const stop = new AbortController();
    const published: (readonly MetricValue[])[] = [];
    const logged: string[] = [];
    let isAway = true;
    await publishMetrics({
      sink: {
        put: async () => {
          if (isAway) {
            isAway = false;
            throw new Error('away');
          }
          published.push(containerInsights(running));
          stop.abort();
        },
      },
      persisted: () => running,
      log: jsonLog(
        (line) => logged.push(line),
        () => 0,
      ),
      clock: systemClock,
      signal: stop.signal,
      everyMs: 1,
    });
    expect(published).toHaveLength(1);
    expect(logged).toHaveLength(1);
  });
});
