import type { ServiceLoadBalancer } from '../../../../assembly/workload.ts';
import type { ClusterState, ServiceEvent, ServiceState } from '../../../model/cluster-state.ts';
import { clusterArn, serviceArn } from '../../../scheduler/arns.ts';
import { countTasks } from '../../task-counts.ts';
import { deploymentShape } from './deployment.ts';
import { deploymentConfigurationShape } from './deployment-configuration.ts';
import { networkConfigurationShape } from './network-configuration.ts';
import { type TagShape, tagShapes } from './tags.ts';
import { seconds } from './time.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export function serviceShape(service: ServiceState, state: ClusterState, includeTags = false) {
  const tasks = Object.values(state.tasks).filter((task) => task.group === `service:${service.name}`);
  const tags: { tags?: readonly TagShape[] } = includeTags ? { tags: tagShapes(service.tags) } : {};
  return {
    serviceArn: serviceArn(state, service.name),
    serviceName: service.name,
    clusterArn: clusterArn(state),
    loadBalancers: service.loadBalancers.map((balancer) => loadBalancerShape(balancer, state)),
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
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: networkConfigurationShape(service.networkConfiguration),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    enableExecuteCommand: service.enableExecuteCommand,
    ...tags,
  };
}

function loadBalancerShape(balancer: ServiceLoadBalancer, state: ClusterState) {
  return {
    targetGroupArn: state.targetGroups[balancer.targetGroup]?.arn,
    containerName: balancer.containerName,
    containerPort: balancer.containerPort,
  };
}

function eventShape(event: ServiceEvent) {
  return { id: event.id, createdAt: seconds(event.createdAt), message: event.message };
}
