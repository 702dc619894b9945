import { present } from '../../../../definition/properties/present.ts';
import type { DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import type { IdSource } from '../identifiers.ts';
import { noteRollback } from './rollback.ts';

/** Puts a new deployment of this revision in front; one that is under way is superseded. */
export function startDeployment(
  service: ServiceState,
  taskDefinition: string,
  world: { readonly now: number; readonly ids: IdSource; readonly inAlarm: readonly string[] },
): ServiceState {
  const id = world.ids.deploymentId();
  const deployment: DeploymentState = {
    id,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    taskDefinition,
    loadBalancers: service.loadBalancers,
    networkConfiguration: service.networkConfiguration,
    ...present({ monitoring: service.monitoring }),
    desiredCount: service.desiredCount,
    failedTasks: 0,
    createdAt: world.now,
    updatedAt: world.now,
    ignoredAlarms: service.deploymentConfiguration.alarms.alarmNames.filter((name) =>
      world.inAlarm.includes(name),
    ),
    consecutiveFailures: 0,
  };
  const earlier = service.deployments.map((other) => demote(other, id, world.now));
  const { heldByProtection: _, ...settings } = service;
  const started = { ...settings, deployments: [deployment, ...earlier], steady: false, stalled: false };
  const primary = service.deployments[0];
  return primary?.rolloutState === 'IN_PROGRESS'
    ? noteRollback(started, primary.rollbackOf, 'FAILED')
    : started;
}

function demote(deployment: DeploymentState, by: string, now: number): DeploymentState {
  if (deployment.status !== 'PRIMARY') return deployment;
  const isUnderWay = deployment.rolloutState === 'IN_PROGRESS';
  return { ...deployment, status: 'ACTIVE', updatedAt: now, ...(isUnderWay ? { supersededBy: by } : {}) };
}
