import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { type AssessedTask, isPending, isSteady, isUnhealthy } from '../observe/assessed-task.ts';
import { firstToStop } from '../task/stop-order.ts';
import { heldDeployments, mayStop } from './held-tasks.ts';
import { type Limits, limitsOf } from './limits.ts';

/** What a service's scheduler does next: how many tasks it starts, and which it stops. */
export interface DeploymentStep {
  readonly starts: number;
  readonly stops: readonly AssessedTask[];
  /** Neither limit leaves room to start or stop, and nothing is on its way that would make some. */
  readonly isStalled: boolean;
  /** Ids of the deployments of which protected tasks stay that would be stopped otherwise. */
  readonly held: readonly string[];
}

/** Decides on the next step; it is called again with the outcome until there is nothing more to do. */
export function decideStep(
  service: ServiceState,
  live: readonly AssessedTask[],
  now: number,
): DeploymentStep {
  const free = new Set(live.filter((assessed) => mayStop(assessed, service)));
  const step = stepWith({ service, live, free, now });
  if (free.size === live.length) return { ...step, held: [] };
  const unprotected = stepWith({ service, live, free: new Set(live), now });
  return { ...step, held: heldDeployments(unprotected.stops, step.stops) };
}

interface Situation {
  readonly service: ServiceState;
  readonly live: readonly AssessedTask[];
  /** Those of them that may be stopped. */
  readonly free: ReadonlySet<AssessedTask>;
  readonly now: number;
}

function stepWith(situation: Situation): Omit<DeploymentStep, 'held'> {
  const primary = situation.service.deployments[0];
  if (primary === undefined) return { starts: 0, stops: [...situation.free], isStalled: false };
  if (primary.rolloutState === 'FAILED') return standStill(situation);
  return roll(situation, primary);
}

/**
 * A failed deployment launches nothing more. Assumption: what exceeds the desired count is stopped, the failed
 * deployment's own tasks before those of the one that it was to replace.
 */
function standStill({ service, live, free }: Situation): Omit<DeploymentStep, 'held'> {
  const surplus = live.length - service.desiredCount;
  const weak = firstToStop(
    live.filter((assessed) => free.has(assessed) && !isSteady(assessed)),
    surplus,
    service,
  );
  const steady = live.filter(isSteady);
  const most = Math.min(surplus - weak.length, steady.length - limitsOf(service).floor);
  const stoppable = steady.filter((assessed) => free.has(assessed));
  const own = firstToStop(
    stoppable.filter((assessed) => assessed.isCurrent),
    most,
    service,
  );
  const earlier = stoppable.filter((assessed) => !assessed.isCurrent);
  const others = firstToStop(earlier, most - own.length, service);
  return { starts: 0, stops: [...weak, ...own, ...others], isStalled: false };
}

function roll(situation: Situation, primary: DeploymentState): Omit<DeploymentStep, 'held'> {
  const { service, live, now } = situation;
  const limits = limitsOf(service);
  const current = live.filter((assessed) => assessed.isCurrent);
  const surplus = surplusOf(situation, current, limits);
  const kept = current.filter((assessed) => !surplus.includes(assessed) && !isUnhealthy(assessed));
  const missing = service.desiredCount - kept.length;
  const room = limits.ceiling - live.length;
  const isHeld = primary.throttledUntil !== undefined && primary.throttledUntil > now;
  const starts = isHeld ? 0 : Math.max(Math.min(missing, room), 0);
  const stops = [
    ...surplus,
    ...replacedUnhealthy(service, current, surplus, live.length - limits.ceiling),
    ...replacedOld(situation, surplus, limits),
  ];
  const isBlocked = missing > 0 && room <= 0 && !isHeld && stops.length === 0 && !kept.some(isPending);
  const sacrifice = isBlocked ? unhealthyToSacrifice(situation) : [];
  return { starts, stops: [...stops, ...sacrifice], isStalled: isBlocked && sacrifice.length === 0 };
}

/**
 * Scale-in: those that do not count yet go before the healthy ones, of which as many stay as the floor asks for when
 * protected tasks that are not healthy yet stay too.
 */
function surplusOf(
  { service, live, free }: Situation,
  current: readonly AssessedTask[],
  limits: Limits,
): readonly AssessedTask[] {
  const good = current.filter((assessed) => !isUnhealthy(assessed));
  const surplus = good.length - service.desiredCount;
  const stoppable = good.filter((assessed) => free.has(assessed));
  const weak = firstToStop(stoppable.filter(isPending), surplus, service);
  const most = Math.min(surplus - weak.length, live.filter(isSteady).length - limits.floor);
  return [...weak, ...firstToStop(stoppable.filter(isSteady), most, service)];
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
  { service, live, free }: Situation,
  surplus: readonly AssessedTask[],
  limits: Limits,
): readonly AssessedTask[] {
  const old = live.filter((assessed) => !assessed.isCurrent && free.has(assessed));
  if (old.length === 0) return [];
  const neverHealthy = old.filter((assessed) => !isSteady(assessed) && assessed.task.healthyAt === undefined);
  const ailing = old.filter((assessed) => !isSteady(assessed) && assessed.task.healthyAt !== undefined);
  const running = live.filter(
    (assessed) => assessed.task.lastStatus === 'RUNNING' && !neverHealthy.includes(assessed),
  );
  const steady = live.filter((assessed) => isSteady(assessed) && !surplus.includes(assessed));
  const ailingStops = firstToStop(ailing, running.length - limits.floor, service);
  const healthyStops = firstToStop(old.filter(isSteady), steady.length - limits.floor, service);
  return [...neverHealthy, ...ailingStops, ...healthyStops];
}

/**
 * Where the ceiling leaves no room for a replacement, unhealthy tasks are stopped one by one. Assumption: the
 * floor, which ECS names as a constraint of this, is one of healthy tasks, of which none is taken.
 */
function unhealthyToSacrifice({ service, live, free }: Situation): readonly AssessedTask[] {
  const ailing = live.filter((assessed) => free.has(assessed) && !isSteady(assessed));
  return firstToStop(ailing, 1, service);
}
