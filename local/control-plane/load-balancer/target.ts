import type { Server } from './server.ts';
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
 * Which targets get new requests: the healthy ones; where none is, every unhealthy one (it fails open). That an
 * initial target gets none even then is an assumption.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function serversOf(targets: readonly KnownTarget[]): readonly Server[] {
  const registered = targets.filter((target) => target.drainingSince === undefined);
  return targets.map((target) => {
    const others = registered.filter((other) => other.targetGroup === target.targetGroup);
    const failsOpen = !others.some((other) => other.health.state === 'healthy');
    const served = failsOpen ? 'unhealthy' : 'healthy';
    const isReady = target.drainingSince === undefined && target.health.state === served;
    return {
      backend: target.targetGroup,
      name: target.taskId,
      ip: target.ip,
      port: target.port,
      state: isReady ? 'ready' : 'maint',
    };
  });
}
