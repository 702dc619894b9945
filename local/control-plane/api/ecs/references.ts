import type { Cluster } from '../../../../definition/model/ecs.ts';
import type { ClusterState, RegisteredTaskDefinition, ServiceState } from '../../model/cluster-state.ts';
import { isThisCluster } from '../../model/references.ts';
import {
  lookUpActiveService,
  lookUpActiveTaskDefinition,
  lookUpService,
} from '../../scheduler/commands/lookup.ts';
import type { Found } from '../../scheduler/commands/outcome.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';

/** Raises `ClusterNotFoundException` when a name or ARN is not this cluster's. */
export function requireCluster(state: ClusterState, cluster: string | undefined): void {
  if (!isThisCluster(state, cluster)) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

/** The cluster as the released definition has it; undefined before one was released. */
export function definedCluster(controlPlane: ControlPlane): Cluster | undefined {
  const { clusterName } = controlPlane.state();
  return controlPlane.workload()?.workload.clusters.find(({ name }) => name === clusterName);
}

/** Raises `ServiceNotFoundException`. */
export function requireService(state: ClusterState, reference: string): ServiceState {
  return foundOrRaise(lookUpService(state, reference));
}

/** Raises `ServiceNotFoundException`, and `ServiceNotActiveException` for one that is deleted or on its way out. */
export function requireActiveService(state: ClusterState, reference: string): ServiceState {
  return foundOrRaise(lookUpActiveService(state, reference));
}

/** An ACTIVE revision for something to run. Raises `ClientException`. */
export function requireActiveTaskDefinition(
  state: ClusterState,
  reference: string,
): RegisteredTaskDefinition {
  return foundOrRaise(lookUpActiveTaskDefinition(state, reference));
}

function foundOrRaise<T>(result: Found<T>): T {
  if (result.ok) return result.value;
  throw new AwsError(result.error.code, result.error.message);
}
