import type { DeploymentState, ServiceState, TaskState } from '../../../model/cluster-state.ts';
import { countTasks } from '../../../model/task-counts.ts';
import { networkConfigurationShape } from './network-configuration.ts';
import { seconds } from './time.ts';

/**
 * `tasks` are the service's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html
 */
export function deploymentShape(
  deployment: DeploymentState,
  service: ServiceState,
  tasks: readonly TaskState[],
) {
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.taskDefinition,
    desiredCount: deployment.desiredCount,
    ...countTasks(tasks.filter((task) => task.deploymentId === deployment.id)),
    failedTasks: deployment.failedTasks,
    createdAt: seconds(deployment.createdAt),
    updatedAt: seconds(deployment.updatedAt),
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: networkConfigurationShape(service.networkConfiguration),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
