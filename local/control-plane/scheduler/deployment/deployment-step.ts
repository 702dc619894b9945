import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { type AssessedTask, isPending, isSteady, isUnhealthy } from '../observe/assessed-task.ts';
import { firstToStop } from '../task/stop-order.ts';
import { type Limits, limitsOf } from './limits.ts';

/** What a service's scheduler does next: how many tasks it starts, and which it stops. */
export interface DeploymentStep {
  readonly starts: number;
  readonly stops: readonly AssessedTask[];
  /** Neither limit leaves room to start or stop, and nothing is on its way that would make some. */
  readonly isStalled: boolean;
}

/** Decides on the next step; it is called again with the outcome until there is nothing more to do. */
export function decideStep(
  service: ServiceState,
  live: readonly AssessedTask[],
  now: number,
): DeploymentStep {
  const primary = service.deployments[0];
  if (primary === undefined) return { starts: 0, stops: live, isStalled: false };
  if (primary.rolloutState === 'FAILED') return standStill(service, live);
  return roll(service, primary, live, now);
}

/**
 * A failed deployment launches nothing more. Assumption: what exceeds the desired count is stopped, the failed
 * deployment's own tasks before those of the one that it was to replace.
 */
function standStill(service: ServiceState, live: readonly AssessedTask[]): DeploymentStep {
  const surplus = live.length - service.desiredCount;
  const weak = firstToStop(
    live.filter((assessed) => !isSteady(assessed)),
    surplus,
    service,
  );
  const steady = live.filter(isSteady);
  const own = firstToStop(
    steady.filter((assessed) => assessed.isCurrent),
    surplus - weak.length,
    service,
  );
  const earlier = steady.filter((assessed) => !assessed.isCurrent);
  const others = firstToStop(earlier, surplus - weak.length - own.length, service);
  return { starts: 0, stops: [...weak, ...own, ...others], isStalled: false };
}

function roll(
  service: ServiceState,
  primary: DeploymentState,
  live: readonly AssessedTask[],
  now: number,
): DeploymentStep {
  const limits = limitsOf(service);
  const current = live.filter((assessed) => assessed.isCurrent);
  const surplus = surplusOf(service, current);
  const kept = current.filter((assessed) => !surplus.includes(assessed) && !isUnhealthy(assessed));
  const missing = service.desiredCount - kept.length;
  const room = limits.ceiling - live.length;
  const isHeld = primary.throttledUntil !== undefined && primary.throttledUntil > now;
  const starts = isHeld ? 0 : Math.max(Math.min(missing, room), 0);
  const stops = [
    ...surplus,
    ...replacedUnhealthy(service, current, surplus, live.length - limits.ceiling),
    ...replacedOld(service, live, limits),
  ];
  const isBlocked = missing > 0 && room <= 0 && !isHeld && stops.length === 0 && !kept.some(isPending);
  const sacrifice = isBlocked ? unhealthyToSacrifice(service, live) : [];
  return { starts, stops: [...stops, ...sacrifice], isStalled: isBlocked && sacrifice.length === 0 };
}

/** Scale-in: those that do not count yet go before the healthy ones. */
function surplusOf(service: ServiceState, current: readonly AssessedTask[]): readonly AssessedTask[] {
  const good = current.filter((assessed) => !isUnhealthy(assessed));
  return firstToStop(good, good.length - service.desiredCount, service);
}

/** An unhealthy task goes when its replacement has become healthy, or unhealthy in its turn. */
function replacedUnhealthy(
  service: ServiceState,
  current: readonly AssessedTask[],
  surplus: readonly AssessedTask[],
  overshoot: number,
): readonly AssessedTask[] {
  const unhealthy = current.filter(isUnhealthy);
  if (unhealthy.length === 0) return [];
  const undecided = current.filter((assessed) => isPending(assessed) && !surplus.includes(assessed)).length;
  const replaced = current.length - surplus.length - service.desiredCount - undecided;
  return firstToStop(unhealthy, Math.max(replaced, overshoot - surplus.length), service);
}

/**
 * Tasks of earlier deployments: those that never got healthy go at once; one that was healthy once goes while as
 * many as the floor asks for are still RUNNING; a healthy one while as many healthy ones remain.
 */
function replacedOld(
  service: ServiceState,
  live: readonly AssessedTask[],
  limits: Limits,
): readonly AssessedTask[] {
  const old = live.filter((assessed) => !assessed.isCurrent);
  if (old.length === 0) return [];
  const neverHealthy = old.filter((assessed) => !isSteady(assessed) && assessed.task.healthyAt === undefined);
  const ailing = old.filter((assessed) => !isSteady(assessed) && assessed.task.healthyAt !== undefined);
  const healthy = old.filter(isSteady);
  const running = live.filter(
    (assessed) => assessed.task.lastStatus === 'RUNNING' && !neverHealthy.includes(assessed),
  );
  const ailingStops = firstToStop(ailing, running.length - limits.floor, service);
  const healthyStops = firstToStop(healthy, live.filter(isSteady).length - limits.floor, service);
  return [...neverHealthy, ...ailingStops, ...healthyStops];
}

/**
 * Where the ceiling leaves no room for a replacement, unhealthy tasks are stopped one by one. Assumption: the
 * floor, which ECS names as a constraint of this, is one of healthy tasks, of which none is taken.
 */
function unhealthyToSacrifice(service: ServiceState, live: readonly AssessedTask[]): readonly AssessedTask[] {
  const ailing = live.filter((assessed) => !isSteady(assessed));
  return firstToStop(ailing, 1, service);
}
