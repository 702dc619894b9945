import { forwardedGroups } from '../../../../definition/model/forwarded-groups.ts';
import type { Listener, LoadBalancer, TargetGroup } from '../../../../definition/model/load-balancing.ts';
import type { Workload } from '../../../../definition/workload.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';

/** The load balancers of the definition; none until one was released. */
export function loadBalancers(controlPlane: ControlPlane): readonly LoadBalancer[] {
  return controlPlane.workload()?.workload.loadBalancers ?? [];
}

/** The target groups of the definition; none until one was released. */
export function targetGroups(controlPlane: ControlPlane): readonly TargetGroup[] {
  return controlPlane.workload()?.workload.targetGroups ?? [];
}

/** Raises `LoadBalancerNotFound`. */
export function requireLoadBalancer(controlPlane: ControlPlane, arn: string): LoadBalancer {
  return requireOne(
    loadBalancers(controlPlane).find((balancer) => balancer.arn === arn),
    'LoadBalancerNotFound',
    `Load balancer '${arn}' not found`,
  );
}

/** Raises `TargetGroupNotFound`. */
export function requireTargetGroup(controlPlane: ControlPlane, arn: string): TargetGroup {
  return requireOne(
    targetGroups(controlPlane).find((group) => group.arn === arn),
    'TargetGroupNotFound',
    `Target groups '${arn}' not found`,
  );
}

/** A listener with the load balancer that it is of. */
export interface ListenerOfBalancer {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
}

/** All listeners of the definition. */
export function allListeners(controlPlane: ControlPlane): readonly ListenerOfBalancer[] {
  return loadBalancers(controlPlane).flatMap((balancer) =>
    balancer.listeners.map((listener) => ({ balancer, listener })),
  );
}

/** Raises `ListenerNotFound`. */
export function requireListener(controlPlane: ControlPlane, arn: string): ListenerOfBalancer {
  return requireOne(
    allListeners(controlPlane).find(({ listener }) => listener.arn === arn),
    'ListenerNotFound',
    `Listener '${arn}' not found`,
  );
}

/** ARN of a target group by its logical id. */
export function targetGroupArns(workload: Pick<Workload, 'targetGroups'>): ReadonlyMap<string, string> {
  return new Map(workload.targetGroups.map((group) => [group.logicalId, group.arn]));
}

/** Logical ids of the target groups that a load balancer's listeners and rules forward to. */
export function targetGroupsOf(balancer: LoadBalancer): ReadonlySet<string> {
  return new Set(balancer.listeners.flatMap(forwardedGroups));
}

function requireOne<T>(found: T | undefined, code: string, message: string): T {
  if (found === undefined) throw new AwsError(code, message);
  return found;
}
