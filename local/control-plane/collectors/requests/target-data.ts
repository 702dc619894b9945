import { forwardedGroups } from '../../../../definition/model/forwarded-groups.ts';
import type { LoadBalancer, TargetGroup } from '../../../../definition/model/load-balancing.ts';
import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import { loadBalancerDimension, targetGroupDimension } from '../../load-balancer/metric-dimensions.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { datum } from '../statistics.ts';
import { requestsPerTarget, type TargetsOf } from './request-data.ts';

/** How many targets of a target group are registered, and how many of them are healthy; draining ones are neither. */
export interface TargetCounts {
  readonly registered: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

/** The counts of a target group, by its logical id. */
export function countTargets({ tasks }: Pick<ClusterState, 'tasks'>, targetGroup: string): TargetCounts {
  const states = Object.values(tasks)
    .flatMap(({ targets }) => targets)
    .filter((target) => target.targetGroup === targetGroup)
    .map(({ state }) => state);
  const healthy = states.filter((state) => state === 'healthy').length;
  const unhealthy = states.filter((state) => state === 'unhealthy').length;
  const initial = states.filter((state) => state === 'initial').length;
  return { registered: healthy + unhealthy + initial, healthy, unhealthy };
}

/**
 * By how many targets requests are divided: the healthy ones; without any, all that are registered.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function targetsOf(cluster: ClusterState): TargetsOf {
  const byDimension = new Map(
    Object.values(cluster.targetGroups).map((group) => {
      const { healthy, registered } = countTargets(cluster, group.logicalId);
      return [targetGroupDimension(group), healthy > 0 ? healthy : registered];
    }),
  );
  return (targetGroup) => byDimension.get(targetGroup) ?? 0;
}

/**
 * What is reported whether there are requests or not: the hosts by their health, and 0 requests a target while targets
 * are registered, so that a policy can scale in without traffic. Assumed: `RequestCount` has such zeros as well. Assumed
 * too: an initial target is in neither count of hosts. AWS counts those that are “considered” healthy or unhealthy, and
 * calls a target initial until its first checks have determined which of both it is.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export function targetData(persisted: PersistedState, atMs: number): readonly MetricDatum[] {
  return balancedGroups(persisted).flatMap(({ balancer, group }) => {
    const counts = countTargets(persisted.cluster, group.logicalId);
    if (counts.registered === 0) return [];
    const names = { LoadBalancer: loadBalancerDimension(balancer), TargetGroup: targetGroupDimension(group) };
    const place = { namespace: 'AWS/ApplicationELB', dimensions: names, atMs };
    const ofBalancer = { ...place, dimensions: { LoadBalancer: names.LoadBalancer } };
    const none = { sampleCount: 1, sum: 0, minimum: 0, maximum: 0 };
    return [
      ...datum(place, 'HealthyHostCount', 'Count', observed(counts.healthy)),
      ...datum(place, 'UnHealthyHostCount', 'Count', observed(counts.unhealthy)),
      ...[place, ofBalancer].flatMap((each) => datum(each, 'RequestCount', 'Count', none)),
      ...requestsPerTarget({
        loadBalancer: names.LoadBalancer,
        targetGroup: names.TargetGroup,
        atMs,
        sum: 0,
      }),
    ];
  });
}

/** Each load balancer with each target group that it forwards to. */
export function balancedGroups({ released }: Pick<PersistedState, 'released'>): readonly {
  readonly balancer: LoadBalancer;
  readonly group: TargetGroup;
}[] {
  const { loadBalancers = [], targetGroups = [] } = released?.workload ?? {};
  return loadBalancers.flatMap((balancer) => {
    const forwarded = new Set(balancer.listeners.flatMap(forwardedGroups));
    return targetGroups
      .filter(({ logicalId }) => forwarded.has(logicalId))
      .map((group) => ({ balancer, group }));
  });
}
