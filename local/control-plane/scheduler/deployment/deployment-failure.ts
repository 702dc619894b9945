import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { addEvent, eventText } from '../service/events.ts';
import type { World } from '../service/service-world.ts';
import { failureThreshold } from './circuit-breaker.ts';
import { noteRollback, startRollback } from './rollback.ts';

/** Ends the deployment under way when its circuit breaker or one of its alarms says so. */
export function failWhereDue(service: ServiceState, world: World): ServiceState {
  const primary = service.deployments[0];
  if (primary === undefined || primary.rolloutState !== 'IN_PROGRESS') return service;
  if (hasTripped(service, primary)) return failDeployment(service, primary, 'CIRCUIT_BREAKER', world);
  if (hasAlarm(service, primary, world)) return failDeployment(service, primary, 'ALARM', world);
  return service;
}

const causes = {
  CIRCUIT_BREAKER: { why: 'tasks failed to start', prefix: 'ECS deployment circuit breaker' },
  ALARM: { why: 'alarm detected', prefix: 'ECS deployment' },
  USER: { why: 'stopped by user', prefix: 'ECS deployment' },
} as const;

/** A rollback that fails in its turn is not rolled back. */
export function failDeployment(
  service: ServiceState,
  primary: DeploymentState,
  failedBy: NonNullable<DeploymentState['failedBy']>,
  world: Pick<World, 'now' | 'ids'>,
): ServiceState {
  const { why, prefix } = causes[failedBy];
  const failed: DeploymentState = {
    ...primary,
    rolloutState: 'FAILED',
    rolloutStateReason: `${prefix}: ${why}.`,
    failedBy,
    updatedAt: world.now,
  };
  const said = addEvent(
    replacePrimary(service, failed),
    eventText.failed(primary.id, why),
    world.ids,
    world.now,
  );
  if (primary.rollbackOf !== undefined) return noteRollback(said, primary.rollbackOf, 'FAILED');
  if (!rollsBack(service, failedBy)) return said;
  return startRollback(said, failed, prefix, world);
}

function rollsBack(service: ServiceState, failedBy: NonNullable<DeploymentState['failedBy']>): boolean {
  const { circuitBreaker, alarms } = service.deploymentConfiguration;
  if (failedBy === 'USER') return true;
  return failedBy === 'ALARM' ? alarms.rollback : circuitBreaker.rollback;
}

function hasTripped(service: ServiceState, primary: DeploymentState): boolean {
  const { circuitBreaker } = service.deploymentConfiguration;
  if (!circuitBreaker.enable) return false;
  return primary.failedTasks >= failureThreshold(circuitBreaker, service.desiredCount);
}

/** Assumption: alarms do not stop a rollback, which is what they asked for. */
function hasAlarm(service: ServiceState, primary: DeploymentState, world: World): boolean {
  const { alarms } = service.deploymentConfiguration;
  if (!alarms.enable || primary.rollbackOf !== undefined) return false;
  return alarms.alarmNames.some(
    (name) => world.inAlarm.includes(name) && !primary.ignoredAlarms.includes(name),
  );
}

function replacePrimary(service: ServiceState, primary: DeploymentState): ServiceState {
  return { ...service, deployments: [primary, ...service.deployments.slice(1)], stalled: false };
}
