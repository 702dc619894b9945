import { ownValue } from '../../../../../json/own-value.ts';
import { clusterArn, serviceArn, serviceDeploymentArn } from '../../../model/arns.ts';
import type { ClusterState, DeploymentState, ServiceState, TaskState } from '../../../model/cluster-state.ts';
import { countTasks } from '../../../model/task-counts.ts';
import { networkConfigurationShape } from './network-configuration.ts';
import { serviceLoadBalancerShape } from './service-load-balancer.ts';
import { seconds } from './time.ts';

/** Each deployment makes one revision of its service, whose ARN ends in the same digits. */
export function serviceRevisionArn(state: ClusterState, service: string, deploymentId: string): string {
  return serviceDeploymentArn(state, service, deploymentId).replace(
    ':service-deployment/',
    ':service-revision/',
  );
}

/**
 * `tasks` are the service's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevisionSummary.html
 */
export function serviceRevisionSummary(
  state: ClusterState,
  service: ServiceState,
  deployment: DeploymentState,
  tasks: readonly TaskState[],
) {
  const counts = countTasks(tasks.filter((task) => task.deploymentId === deployment.id));
  return {
    arn: serviceRevisionArn(state, service.name, deployment.id),
    requestedTaskCount: deployment.desiredCount,
    runningTaskCount: counts.runningCount,
    pendingTaskCount: counts.pendingCount,
  };
}

/**
 * A deployment that keeps no load balancers or network of its own has the service's. The resolution of metrics is told
 * here and nowhere else.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html
 */
export function serviceRevisionShape(
  state: ClusterState,
  service: ServiceState,
  deployment: DeploymentState,
) {
  const containers = state.taskDefinitions[deployment.taskDefinition]?.content.containerDefinitions ?? [];
  return {
    serviceRevisionArn: serviceRevisionArn(state, service.name, deployment.id),
    serviceArn: serviceArn(state, service.name),
    clusterArn: clusterArn(state),
    taskDefinition: deployment.taskDefinition,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: (deployment.loadBalancers ?? service.loadBalancers).map((balancer) =>
      serviceLoadBalancerShape(balancer, state),
    ),
    networkConfiguration: networkConfigurationShape(
      deployment.networkConfiguration ?? service.networkConfiguration,
    ),
    containerImages: containers.map(({ name, image }) => ({
      containerName: name,
      image,
      imageDigest: ownValue(deployment.images, name)?.digest,
    })),
    createdAt: seconds(deployment.createdAt),
    monitoring: deployment.monitoring,
  };
}
