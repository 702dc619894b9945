import type { MinimumHealthyTargets } from '../../../../definition/model/load-balancing.ts';
import type { Server } from '../runtime/server.ts';
import type { TargetHealth } from './target-health.ts';

/** A target that the load balancer has, until it is drained. */
export interface Target {
  readonly taskId: string;
  /** Logical id of the target group. */
  readonly targetGroup: string;
  readonly ip: string;
  readonly port: number;
}

/** A target and what is known of it. */
export interface KnownTarget extends Target {
  readonly health: TargetHealth;
  /** When it was deregistered, in milliseconds since the epoch. */
  readonly drainingSince?: number;
}

/** What tells targets apart. */
export function targetKey(target: { readonly taskId: string; readonly targetGroup: string }): string {
  return `${target.targetGroup}/${target.taskId}`;
}

/**
 * The targets that get new requests: the healthy ones; with fewer of them than the group's minimum, the unhealthy ones
 * as well (it fails open). That an initial target gets none even then, and counts for a percentage, is assumed.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html
 */
export function serversOf(
  targets: readonly KnownTarget[],
  minimumOf: (targetGroup: string) => MinimumHealthyTargets = () => ({ count: 1 }),
): readonly Server[] {
  const registered = targets.filter((target) => target.drainingSince === undefined);
  const isServed = ({ targetGroup, health }: KnownTarget) => {
    if (health.state === 'healthy') return true;
    const others = registered.filter((other) => other.targetGroup === targetGroup);
    return health.state === 'unhealthy' && failsOpen(others, minimumOf(targetGroup));
  };
  return registered
    .filter(isServed)
    .map(({ targetGroup, taskId, ip, port }) => ({ backend: targetGroup, name: taskId, ip, port }));
}

function failsOpen(
  registered: readonly KnownTarget[],
  { count, percentage = 0 }: MinimumHealthyTargets,
): boolean {
  const healthy = registered.filter(({ health }) => health.state === 'healthy').length;
  return healthy < count || (healthy / registered.length) * 100 < percentage;
}
