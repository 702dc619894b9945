import { serviceDeploymentArn } from '../../model/arns.ts';
import type { ClusterState, DeploymentState, ServiceState } from '../../model/cluster-state.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { failDeployment } from '../deployment/deployment-failure.ts';
import { lastCompleted } from '../deployment/rollback.ts';
import { idSource } from '../identifiers.ts';
import { type Outcome, refuse } from './outcome.ts';

/**
 * Ends the deployment under way and rolls it back, as `StopServiceDeployment` with `stopType` ROLLBACK does.
 * A rollback in progress continues; the deployment that it returns to is not restarted.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
 */
export function stopServiceDeployment(
  state: ClusterState,
  input: { readonly serviceDeploymentArn: string },
  now: number,
): Outcome<{ readonly service: ServiceState }> {
  const found = findDeployment(state, input.serviceDeploymentArn);
  if (found === undefined) {
    const message = `The service deployment ${input.serviceDeploymentArn} was not found.`;
    return refuse('ServiceDeploymentNotFoundException', message);
  }
  const { service, deployment } = found;
  if (deployment.rollback?.state === 'IN_PROGRESS') return { ok: true, state, service };
  const primary = service.deployments[0];
  const isUnderWay =
    primary === deployment && primary.rolloutState === 'IN_PROGRESS' && primary.rollbackOf === undefined;
  if (!isUnderWay) return refuse('ConflictException', 'The service deployment is not in progress.');
  if (lastCompleted(service, primary.id) === undefined) {
    return refuse('ConflictException', 'There is no completed service deployment to roll back to.');
  }
  const clock = clusterTime(state, now);
  const ids = idSource(state);
  const stopped = failDeployment(service, primary, 'USER', { now: clock.latest, ids });
  const services = { ...state.services, [service.name]: stopped };
  const changed = { ...state, services, sequence: ids.sequence() };
  return { ok: true, state: keepTime(state, changed, clock), service: stopped };
}

interface FoundDeployment {
  readonly service: ServiceState;
  readonly deployment: DeploymentState;
}

function findDeployment(state: ClusterState, arn: string): FoundDeployment | undefined {
  for (const service of Object.values(state.services)) {
    const deployment = [...service.deployments, ...service.history].find(
      ({ id }) => serviceDeploymentArn(state, service.name, id) === arn,
    );
    if (deployment !== undefined) return { service, deployment };
  }
  return undefined;
}
