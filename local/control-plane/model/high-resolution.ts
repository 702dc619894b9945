import type { DeploymentState, ServiceState } from './cluster-state.ts';

const highResolutionSeconds = 20;

/** The metrics of a service or a deployment that have a resolution of their own. */
export function metricConfigurationsOf({ monitoring }: Pick<ServiceState, 'monitoring'>) {
  return monitoring?.metricConfigurations ?? [];
}

/**
 * Whether a metric of the service, or any of them, comes every 20 seconds from all of its tasks. Assumed: all
 * deployments that are there have it, and one has completed, so that a rollout that keeps it changes nothing.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 */
export function hasHighResolutionMetrics(
  { deployments }: Pick<ServiceState, 'deployments'>,
  metricName?: string,
): boolean {
  return (
    deployments.some(({ completedAt }) => completedAt !== undefined) &&
    deployments.every((deployment) => isOfHighResolution(deployment, metricName))
  );
}

function isOfHighResolution(deployment: DeploymentState, metricName: string | undefined): boolean {
  return metricConfigurationsOf(deployment).some(
    ({ metricNames, resolutionSeconds }) =>
      resolutionSeconds === highResolutionSeconds &&
      (metricName === undefined ? metricNames.length > 0 : metricNames.includes(metricName)),
  );
}
