import { present } from '../../../../definition/properties/present.ts';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { addEvent, eventText } from '../service/events.ts';
import type { World } from '../service/service-world.ts';

/**
 * Makes the last completed deployment the PRIMARY one again, with its id, its load balancers, its network and the
 * resolution of its metrics, so that those of its tasks that still run are kept. The first deployment has none to go
 * back to.
 * Assumption: ECS names the earlier deployment in its event and reason, so it is that one which goes on.
 */
export function startRollback(
  service: ServiceState,
  failed: DeploymentState,
  prefix: string,
  world: Pick<World, 'now' | 'ids'>,
): ServiceState {
  const target = lastCompleted(service, failed.id);
  return target === undefined ? service : goBackTo(service, { target, failed, prefix }, world);
}

/** The deployment to go back to, the one that it takes the place of, if any, and how the reason for it begins. */
interface GoingBack {
  readonly target: DeploymentState;
  readonly failed: DeploymentState | undefined;
  readonly prefix: string;
}

/** The same, to a deployment of the caller's choice. */
export function goBackTo(
  service: ServiceState,
  { target, failed, prefix }: GoingBack,
  world: Pick<World, 'now' | 'ids'>,
): ServiceState {
  const deployments = [
    revived(target, failed, service.desiredCount, prefix, world.now),
    ...(failed === undefined ? [] : [rolledBack(failed, target)]),
    ...service.deployments.slice(1).filter((deployment) => deployment.id !== target.id),
  ];
  const history = service.history.filter((deployment) => deployment.id !== target.id);
  const { loadBalancers = service.loadBalancers, networkConfiguration = service.networkConfiguration } =
    target;
  const { monitoring: _, ...settings } = service;
  const restored: ServiceState = {
    ...{ ...settings, loadBalancers, networkConfiguration, deployments, history },
    ...present({ monitoring: target.monitoring }),
  };
  return addEvent(restored, eventText.rollingBack(target.id), world.ids, world.now);
}

/**
 * The deployment that completed last, other than the one with this id. One that a rollback went to is COMPLETED
 * again only when that rollback has ended well.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function lastCompleted(service: ServiceState, exceptId: string): DeploymentState | undefined {
  const others = [...service.deployments, ...service.history].filter(({ id }) => id !== exceptId);
  return newestCompleted(others);
}

/** Of these deployments the one that completed last. */
export function newestCompleted(deployments: readonly DeploymentState[]): DeploymentState | undefined {
  return deployments
    .filter((deployment) => deployment.rolloutState === 'COMPLETED')
    .reduce<DeploymentState | undefined>(later, undefined);
}

/** Writes into the failed deployment what became of its rollback. */
export function noteRollback(
  service: ServiceState,
  failedId: string | undefined,
  state: 'SUCCESSFUL' | 'FAILED',
): ServiceState {
  if (failedId === undefined) return service;
  const note = (deployment: DeploymentState): DeploymentState =>
    deployment.id === failedId && deployment.rollback !== undefined
      ? { ...deployment, rollback: { ...deployment.rollback, state } }
      : deployment;
  return { ...service, deployments: service.deployments.map(note), history: service.history.map(note) };
}

function rolledBack(failed: DeploymentState, target: DeploymentState): DeploymentState {
  return { ...failed, status: 'ACTIVE', rollback: { to: target.id, state: 'IN_PROGRESS' } };
}

function revived(
  target: DeploymentState,
  failed: DeploymentState | undefined,
  desiredCount: number,
  prefix: string,
  now: number,
): DeploymentState {
  const { throttledUntil: _, supersededBy: __, failedBy: ___, rollbackOf: ____, ...rest } = target;
  return {
    ...rest,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `${prefix}: rolling back to deploymentId ${target.id}.`,
    desiredCount,
    failedTasks: 0,
    consecutiveFailures: 0,
    ...(failed === undefined ? {} : { rollbackOf: failed.id }),
    updatedAt: now,
  };
}

function later(a: DeploymentState | undefined, b: DeploymentState): DeploymentState {
  return a === undefined || (b.completedAt ?? 0) > (a.completedAt ?? 0) ? b : a;
}
