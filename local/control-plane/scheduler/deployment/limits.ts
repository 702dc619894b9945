import type { ServiceState } from '../../model/cluster-state.ts';

/** How few healthy tasks and how many tasks a service may have. */
export interface Limits {
  readonly floor: number;
  readonly ceiling: number;
}

/**
 * The floor is rounded up and the ceiling down. Tasks on their way out count to neither.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function limitsOf(service: Pick<ServiceState, 'desiredCount' | 'deploymentConfiguration'>): Limits {
  const { minimumHealthyPercent, maximumPercent } = service.deploymentConfiguration;
  const floor = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  return {
    floor: Math.min(floor, service.desiredCount),
    ceiling: Math.floor((service.desiredCount * maximumPercent) / 100),
  };
}
