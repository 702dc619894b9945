import { plainSettings } from '../../../../../definition/resources/ecs/plain-settings.ts';
import { clusterArn, serviceArn, serviceDeploymentArn } from '../../../model/arns.ts';
import type { ClusterState, ServiceEvent, ServiceState } from '../../../model/cluster-state.ts';
import { countTasks } from '../../../model/task-counts.ts';
import { serviceGroup } from '../../../model/task-group.ts';
import { deploymentShape } from './deployment.ts';
import { deploymentConfigurationShape } from './deployment-configuration.ts';
import { networkConfigurationShape } from './network-configuration.ts';
import { serviceLoadBalancerShape } from './service-load-balancer.ts';
import { serviceRevisionSummary } from './service-revision.ts';
import { tagShapes } from './tags.ts';
import { seconds } from './time.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export function serviceShape(service: ServiceState, state: ClusterState, includeTags = false) {
  const tasks = Object.values(state.tasks).filter((task) => task.group === serviceGroup(service.name));
  return {
    serviceArn: serviceArn(state, service.name),
    serviceName: service.name,
    clusterArn: clusterArn(state),
    loadBalancers: service.loadBalancers.map((balancer) => serviceLoadBalancerShape(balancer, state)),
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    ...countTasks(tasks),
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    platformFamily: 'Linux',
    taskDefinition: (service.deployments[0] ?? service.history[0])?.taskDefinition,
    deploymentConfiguration: deploymentConfigurationShape(service.deploymentConfiguration),
    deployments: service.deployments.map((deployment) => deploymentShape(deployment, service, tasks)),
    events: service.events.map(eventShape),
    createdAt: seconds(service.createdAt),
    currentServiceDeployment: currentServiceDeployment(service, state),
    currentServiceRevisions: service.deployments.map((deployment) =>
      serviceRevisionSummary(state, service, deployment, tasks),
    ),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: networkConfigurationShape(service.networkConfiguration),
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    ...plainSettings(service),
    tags: includeTags ? tagShapes(service.tags) : undefined,
  };
}

/** While a failed deployment is rolled back, it is that one, not the one that it goes back to. */
function currentServiceDeployment(service: ServiceState, state: ClusterState): string | undefined {
  const primary = service.deployments[0];
  const id = primary?.rollbackOf ?? primary?.id;
  return id === undefined ? undefined : serviceDeploymentArn(state, service.name, id);
}

function eventShape(event: ServiceEvent) {
  return { id: event.id, createdAt: seconds(event.createdAt), message: event.message };
}
