import { describe, expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import { sampleState, webTask } from '../../api/testing/sample-state.ts';
import { sampleWorkload } from '../../api/testing/sample-workload.ts';
import { initialHealth, targetHealth } from '../../load-balancer/health/target-health.ts';
import type { TargetState } from '../../model/cluster-state.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { targetData, targetsOf } from './target-data.ts';

const TargetGroup = 'targetgroup/spree-local-web/0123456789abcdef';
const LoadBalancer = 'app/spree-local/fedcba9876543210';

function withTargets(...states: readonly TargetState['state'][]): PersistedState {
  const tasks = states.map((state, index) => ({
    ...webTask,
    id: `task${index}`,
    targets: [{ targetGroup: 'WebTargets', port: 3000, state }],
  }));
  const cluster = { ...sampleState, tasks: Object.fromEntries(tasks.map((task) => [task.id, task])) };
  return { cluster, released: { workload: sampleWorkload, digest: 'd1' } };
}

function sumsOf(persisted: PersistedState) {
  return targetData(persisted, 1000).map(({ metric, values }) => [
    metric.metricName,
    Object.keys(metric.dimensions).length,
    values.sum,
  ]);
}

describe('the targets by which requests are divided', () => {
  it.each<[number, readonly TargetState['state'][]]>([
    [2, ['healthy', 'healthy', 'unhealthy', 'initial']],
    [1, ['healthy', 'draining']],
    [2, ['unhealthy', 'initial', 'draining', 'unused', 'unregistered']],
    [0, ['draining']],
    [0, []],
  ])('are %i of %j', (count, states) => {
    expect(targetsOf(withTargets(...states).cluster)(TargetGroup)).toBe(count);
  });

  it('are none if the target group is gone', () => {
    expect(targetsOf(withTargets('healthy').cluster)('targetgroup/other/0')).toBe(0);
  });
});

describe('the hosts of a target group', () => {
  const hosts = (...states: readonly TargetState['state'][]) =>
    Object.fromEntries(
      targetData(withTargets(...states), 0)
        .filter(({ metric }) => metric.metricName.endsWith('HostCount'))
        .map(({ metric, values }) => [metric.metricName, values.sum]),
    );

  it('are neither healthy nor unhealthy while they are initial or draining', () => {
    expect(hosts('initial', 'initial', 'draining')).toEqual({ HealthyHostCount: 0, UnHealthyHostCount: 0 });
  });

  it('are unhealthy from as many failed checks on as the threshold, even of a target that is only starting', () => {
    const check = {
      ...exampleTargetGroup().healthCheck,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    };
    let health = initialHealth;
    const counts = [500, 500, 500, 200, 200].map((statusCode) => {
      health = targetHealth(health, { kind: 'answered', statusCode }, check);
      return hosts(health.state).UnHealthyHostCount;
    });
    expect(counts).toEqual([0, 0, 1, 1, 0]);
  });
});

describe('what is reported without requests', () => {
  it('is the health of the targets, and zeros', () => {
    expect(sumsOf(withTargets('healthy', 'healthy', 'unhealthy', 'initial', 'draining'))).toEqual([
      ['HealthyHostCount', 2, 2],
      ['UnHealthyHostCount', 2, 1],
      ['RequestCount', 2, 0],
      ['RequestCount', 1, 0],
      ['RequestCountPerTarget', 1, 0],
      ['RequestCountPerTarget', 2, 0],
    ]);
    expect(targetData(withTargets('healthy'), 1000)[0]).toMatchObject({
      metric: { namespace: 'AWS/ApplicationELB', dimensions: { TargetGroup, LoadBalancer } },
      atMs: 1000,
      unit: 'Count',
    });
  });

  it('is nothing without registered targets, or before the first release', () => {
    expect(sumsOf(withTargets('draining'))).toEqual([]);
    expect(targetData({ cluster: withTargets('healthy').cluster }, 0)).toEqual([]);
  });
});
