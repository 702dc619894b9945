import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { idSource } from '../identifiers.ts';
import type { World } from '../service/service-world.ts';
import { clusterWith, serviceNamed, targetGroup } from './cluster-fixtures.ts';

/** Services in the midst of their lives, for tests. */
export function deployment(id: string, changes: Partial<DeploymentState> = {}): DeploymentState {
  return {
    id,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    taskDefinition: 'web:1',
    desiredCount: 2,
    failedTasks: 0,
    createdAt: 0,
    updatedAt: 0,
    ignoredAlarms: [],
    consecutiveFailures: 0,
    ...changes,
  };
}

export function serviceWith(
  deployments: readonly DeploymentState[],
  changes: Partial<ServiceState> = {},
): ServiceState {
  return { ...serviceNamed(clusterWith()), deployments, ...changes };
}

export function testWorld(changes: Partial<World> = {}): World {
  return {
    now: 1000,
    ids: idSource({ clusterName: 'store', sequence: 0 }),
    clusterName: 'store',
    inAlarm: [],
    timeScale: 1,
    longestGraceSeconds: Number.POSITIVE_INFINITY,
    targetGroups: { WebTargets: targetGroup() },
    taskDefinitions: {},
    ...changes,
  };
}

/** The texts of a service's events, the oldest first. */
export const saidBy = (service: ServiceState): readonly string[] =>
  service.events.map((event) => event.message.replace('(service web) ', '')).reverse();
