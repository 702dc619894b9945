import { clusterArn, serviceArn, serviceDeploymentArn } from '../../../model/arns.ts';
import type { ClusterState, DeploymentState, ServiceState, TaskState } from '../../../model/cluster-state.ts';
import { serviceGroup } from '../../../model/task-group.ts';
import { failureThreshold } from '../../../scheduler/deployment/circuit-breaker.ts';
import { deploymentConfigurationShape } from './deployment-configuration.ts';
import { type ServiceDeploymentStatus, serviceDeploymentStatus } from './service-deployment-status.ts';
import { serviceRevisionArn, serviceRevisionSummary } from './service-revision.ts';
import { seconds } from './time.ts';

/** A deployment with the service that it is of. */
export interface DeploymentOfService {
  readonly service: ServiceState;
  readonly deployment: DeploymentState;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentBrief.html */
export function serviceDeploymentBrief({ service, deployment }: DeploymentOfService, state: ClusterState) {
  return {
    serviceDeploymentArn: serviceDeploymentArn(state, service.name, deployment.id),
    serviceArn: serviceArn(state, service.name),
    clusterArn: clusterArn(state),
    createdAt: seconds(deployment.createdAt),
    startedAt: seconds(deployment.createdAt),
    finishedAt: seconds(finishedAt(deployment)),
    targetServiceRevisionArn: serviceRevisionArn(state, service.name, deployment.id),
    status: serviceDeploymentStatus(deployment),
    statusReason: deployment.rolloutStateReason,
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
export function serviceDeploymentShape(of: DeploymentOfService, state: ClusterState) {
  const { service, deployment } = of;
  const { targetServiceRevisionArn: _, ...brief } = serviceDeploymentBrief(of, state);
  const tasks = Object.values(state.tasks).filter((task) => task.group === serviceGroup(service.name));
  return {
    ...brief,
    stoppedAt: brief.status === 'STOPPED' ? brief.finishedAt : undefined,
    updatedAt: seconds(deployment.updatedAt),
    sourceServiceRevisions: sources(of, tasks, state),
    targetServiceRevision: serviceRevisionSummary(state, service, deployment, tasks),
    deploymentConfiguration: deploymentConfigurationShape(service.deploymentConfiguration),
    rollback: rollbackShape(of, state),
    deploymentCircuitBreaker: circuitBreakerShape(of, brief.status),
    alarms: alarmsShape(of, brief.status),
  };
}

function finishedAt(deployment: DeploymentState): number | undefined {
  if (deployment.completedAt !== undefined) return deployment.completedAt;
  const status = serviceDeploymentStatus(deployment);
  return status === 'IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS' ? undefined : deployment.updatedAt;
}

/** The deployment that had completed last when this one began. */
function sources(
  { service, deployment }: DeploymentOfService,
  tasks: readonly TaskState[],
  state: ClusterState,
) {
  const earlier = [...service.deployments, ...service.history]
    .filter((other) => other.id !== deployment.id && (other.completedAt ?? Infinity) <= deployment.createdAt)
    .toSorted((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0))
    .slice(0, 1);
  return earlier.map((other) => serviceRevisionSummary(state, service, other, tasks));
}

function rollbackShape({ service, deployment }: DeploymentOfService, state: ClusterState) {
  if (deployment.rollback === undefined) return undefined;
  return {
    reason: deployment.rolloutStateReason,
    startedAt: seconds(deployment.updatedAt),
    serviceRevisionArn: serviceRevisionArn(state, service.name, deployment.rollback.to),
  };
}

function circuitBreakerShape({ service, deployment }: DeploymentOfService, status: ServiceDeploymentStatus) {
  const { circuitBreaker } = service.deploymentConfiguration;
  return {
    status: monitorStatus(circuitBreaker.enable, deployment.failedBy === 'CIRCUIT_BREAKER', status),
    failureCount: deployment.failedTasks,
    threshold: circuitBreaker.enable ? failureThreshold(circuitBreaker, deployment.desiredCount) : undefined,
  };
}

function alarmsShape({ service, deployment }: DeploymentOfService, status: ServiceDeploymentStatus) {
  const { alarms } = service.deploymentConfiguration;
  return {
    status: monitorStatus(alarms.enable, deployment.failedBy === 'ALARM', status),
    alarmNames: alarms.alarmNames,
  };
}

function monitorStatus(isEnabled: boolean, isTriggered: boolean, status: ServiceDeploymentStatus): string {
  if (!isEnabled) return 'DISABLED';
  if (isTriggered) return 'TRIGGERED';
  return status === 'IN_PROGRESS' ? 'MONITORING' : 'MONITORING_COMPLETE';
}
