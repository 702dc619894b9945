import { serviceDeploymentArn } from '../../model/arns.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import type { DeploymentOfService } from './shapes/service-deployment.ts';
import { serviceRevisionArn } from './shapes/service-revision.ts';

/** All deployments that are known, ended ones too. */
function allDeployments(state: ClusterState): readonly DeploymentOfService[] {
  return Object.values(state.services).flatMap((service) =>
    [...service.deployments, ...service.history].map((deployment) => ({ service, deployment })),
  );
}

/** The deployment of a service deployment's ARN; undefined when there is none. */
export function findDeployment(state: ClusterState, arn: string): DeploymentOfService | undefined {
  return allDeployments(state).find(
    ({ service, deployment }) => serviceDeploymentArn(state, service.name, deployment.id) === arn,
  );
}

/** The deployment that made the service revision of an ARN; undefined when there is none. */
export function findRevision(state: ClusterState, arn: string): DeploymentOfService | undefined {
  return allDeployments(state).find(
    ({ service, deployment }) => serviceRevisionArn(state, service.name, deployment.id) === arn,
  );
}
