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
 * The targets that get new requests: the healthy ones; where none is, every unhealthy one (it fails open). That an
 * initial target gets none even then is an assumption.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function serversOf(targets: readonly KnownTarget[]): readonly Server[] {
  const registered = targets.filter((target) => target.drainingSince === undefined);
  const isServed = ({ targetGroup, health }: KnownTarget) => {
    const others = registered.filter((other) => other.targetGroup === targetGroup);
    const failsOpen = !others.some((other) => other.health.state === 'healthy');
    return health.state === (failsOpen ? 'unhealthy' : 'healthy');
  };
  return registered
    .filter(isServed)
    .map(({ targetGroup, taskId, ip, port }) => ({ backend: targetGroup, name: taskId, ip, port }));
}
