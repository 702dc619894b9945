import type { ClusterState, ServiceState } from '../../model/cluster-state.ts';
import { serviceDeploymentArn } from '../arns.ts';
import { clusterTime, keepTime } from '../clock.ts';
import { failDeployment } from '../deployment-failure.ts';
import { idSource } from '../identifiers.ts';
import { lastCompleted } from '../rollback.ts';
import { type Outcome, refuse } from './outcome.ts';

/**
 * Ends the deployment under way and rolls it back, as `StopServiceDeployment` with `stopType` ROLLBACK does. A
 * rollback is not a deployment of its own and cannot be stopped.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html
 */
export function stopServiceDeployment(
  state: ClusterState,
  input: { readonly serviceDeploymentArn: string },
  now: number,
): Outcome<{ readonly service: ServiceState }> {
  const service = Object.values(state.services).find((one) => has(state, one, input.serviceDeploymentArn));
  if (service === undefined) {
    const message = `The service deployment ${input.serviceDeploymentArn} was not found.`;
    return refuse('ServiceDeploymentNotFoundException', message);
  }
  const primary = service.deployments[0];
  const isUnderWay =
    primary?.rolloutState === 'IN_PROGRESS' &&
    primary.rollbackOf === undefined &&
    serviceDeploymentArn(state, service.name, primary.id) === input.serviceDeploymentArn;
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

function has(state: ClusterState, service: ServiceState, arn: string): boolean {
  return [...service.deployments, ...service.history].some(
    (deployment) => serviceDeploymentArn(state, service.name, deployment.id) === arn,
  );
}
