import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import { loadBalancerDimension } from '../../load-balancer/metric-dimensions.ts';
import type { Connections } from '../../load-balancer/runtime/connections.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { datum } from '../statistics.ts';
import { balancedGroups } from './target-data.ts';

/** How many connections each proxy had made when it was looked at last. */
export type MadeBefore = ReadonlyMap<string, number>;

/**
 * `ActiveConnectionCount` and `NewConnectionCount` of each load balancer, from clients and to targets. They come from
 * counters: those of connections that a worker from before a reload still has, and what was made between the last look
 * and the reload, are missing. The targets of a group belong to the first load balancer that forwards to it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function connectionData(
  connections: readonly Connections[],
  before: MadeBefore,
  persisted: Pick<PersistedState, 'released'>,
  atMs: number,
): { readonly data: readonly MetricDatum[]; readonly made: MadeBefore } {
  const all = [...Map.groupBy(connections, ({ proxy }) => proxy)].map(([proxy, own]) => {
    const made = own.reduce((sum, one) => sum + one.made, 0);
    const past = before.get(proxy);
    // The first look cannot tell what is new; a smaller number is one that began again.
    const fresh = past === undefined ? 0 : made < past ? made : made - past;
    return { proxy, made, fresh, active: own.reduce((sum, one) => sum + one.active, 0) };
  });
  const balancers = balancersOf(persisted);
  const byBalancer = Map.groupBy(all, ({ proxy }) => balancers.get(proxy));
  const data = [...byBalancer].flatMap(([LoadBalancer, own]) => {
    if (LoadBalancer === undefined) return [];
    const place = { namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer }, atMs };
    const sums = {
      ActiveConnectionCount: own.reduce((sum, { active }) => sum + active, 0),
      NewConnectionCount: own.reduce((sum, { fresh }) => sum + fresh, 0),
    };
    return Object.entries(sums).flatMap(([name, sum]) =>
      sum === 0 ? [] : datum(place, name, 'Count', observed(sum)),
    );
  });
  return { data, made: new Map(all.map(({ proxy, made }) => [proxy, made])) };
}

/** The load balancer of each listener and of each target group, by logical id. */
function balancersOf(persisted: Pick<PersistedState, 'released'>): ReadonlyMap<string, string> {
  const groups = balancedGroups(persisted).map(
    ({ balancer, group }) => [group.logicalId, loadBalancerDimension(balancer)] as const,
  );
  const listeners = (persisted.released?.workload.loadBalancers ?? []).flatMap((balancer) =>
    balancer.listeners.map(({ logicalId }) => [logicalId, loadBalancerDimension(balancer)] as const),
  );
  return new Map([...groups.reverse(), ...listeners]);
}
