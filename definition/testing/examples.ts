import type {
  Cluster,
  ContainerDefinition,
  DeploymentConfiguration,
  Service,
  TaskDefinition,
} from '../model/ecs.ts';
import type { TargetGroup } from '../model/load-balancing.ts';
import type { Workload } from '../workload.ts';

/** Definitions with ECS's and the load balancer's defaults, for tests and measurements to change. */
export const emptyWorkload: Workload = {
  stackName: 'spree-local',
  region: 'ap-southeast-1',
  accountId: '000000000000',
  clusters: [],
  taskDefinitions: [],
  services: [],
  loadBalancers: [],
  targetGroups: [],
  distributions: [],
  scalableTargets: [],
  databases: [],
  replicationGroups: [],
  buckets: [],
  secrets: [],
  parameters: [],
  logGroups: [],
};

export function exampleCluster(changes: Partial<Cluster> = {}): Cluster {
  return { logicalId: 'Cluster', name: 'spree-local-cluster', settings: {}, tags: {}, ...changes };
}

export function exampleContainer(changes: Partial<ContainerDefinition> = {}): ContainerDefinition {
  return {
    name: 'web',
    image: 'store:1',
    essential: true,
    environment: [],
    secrets: [],
    portMappings: [],
    dependsOn: [],
    readonlyRootFilesystem: false,
    ulimits: [],
    initProcessEnabled: false,
    mountPoints: [],
    dockerLabels: {},
    ...changes,
  };
}

export function exampleTaskDefinition(changes: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    logicalId: 'WebTask',
    family: 'web',
    cpu: 512,
    memoryMiB: 1024,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [exampleContainer()],
    volumes: [],
    tags: {},
    ...changes,
  };
}

export function exampleTargetGroup(changes: Partial<TargetGroup> = {}): TargetGroup {
  return {
    logicalId: 'Web',
    name: 'web',
    arn: 'arn:aws:elasticloadbalancing:ap-southeast-1:000000000000:targetgroup/web/0123456789abcdef',
    port: 3000,
    protocol: 'HTTP',
    targetType: 'ip',
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      port: 'traffic-port',
      path: '/up',
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThresholdCount: 5,
      unhealthyThresholdCount: 2,
      matcher: '200',
    },
    deregistrationDelaySeconds: 30,
    slowStartSeconds: 0,
    algorithm: 'round_robin',
    stickiness: { enabled: false, type: 'lb_cookie', cookieDurationSeconds: 86_400 },
    ...changes,
  };
}

export function exampleDeploymentConfiguration(
  changes: Partial<DeploymentConfiguration> = {},
): DeploymentConfiguration {
  return {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: { enable: true, rollback: true },
    alarms: { enable: false, rollback: false, alarmNames: [] },
    ...changes,
  };
}

export function exampleService(changes: Partial<Service> = {}): Service {
  return {
    logicalId: 'Web',
    name: 'web',
    cluster: 'spree-local-cluster',
    taskDefinition: 'WebTask',
    desiredCount: 2,
    deploymentConfiguration: exampleDeploymentConfiguration(),
    healthCheckGracePeriodSeconds: 0,
    loadBalancers: [],
    enableExecuteCommand: false,
    networkConfiguration: { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' },
    tags: {},
    ...changes,
  };
}
