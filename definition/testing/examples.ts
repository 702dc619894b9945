import type { MetricAlarm } from '../model/alarms.ts';
import type { Bucket } from '../model/bucket.ts';
import type {
  Cluster,
  ContainerDefinition,
  DeploymentConfiguration,
  Service,
  TaskDefinition,
} from '../model/ecs.ts';
import type { ListenerAttributes, LoadBalancerAttributes, TargetGroup } from '../model/load-balancing.ts';
import type { ScalableTarget } from '../model/scaling.ts';
import type { SecretDefinition } from '../model/secrets.ts';
import { plainSettings } from '../resources/ecs/plain-settings.ts';
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
  alarms: [],
  databases: [],
  replicationGroups: [],
  buckets: [],
  secrets: [],
  parameters: [],
  repositories: [],
  logGroups: [],
};

export function exampleCluster(changes: Partial<Cluster> = {}): Cluster {
  return { logicalId: 'Cluster', name: 'spree-local-cluster', settings: {}, tags: {}, ...changes };
}

export function exampleBucket(changes: Partial<Bucket> = {}): Bucket {
  return {
    logicalId: 'Assets',
    name: 'assets',
    removal: { whenDeleted: 'delete', whenReplaced: 'delete' },
    autoDeleteObjects: false,
    lifecycleRules: [],
    corsRules: [],
    objectOwnership: 'BucketOwnerEnforced',
    tags: {},
    policy: [],
    restrictsPublicAccess: true,
    ...changes,
  };
}

export function exampleSecret(changes: Partial<SecretDefinition> = {}): SecretDefinition {
  const removal = { whenDeleted: 'delete', whenReplaced: 'delete' } as const;
  return { logicalId: 'Fixed', name: 'shop/fixed', removal, ...changes };
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

/** The attributes of a load balancer of which the template sets none. */
export const loadBalancerAttributes: LoadBalancerAttributes = {
  'idle_timeout.timeout_seconds': 60,
  'client_keep_alive.seconds': 3600,
  'routing.http.drop_invalid_header_fields.enabled': false,
  'routing.http.preserve_host_header.enabled': false,
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': false,
  'routing.http.xff_client_port.enabled': false,
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': true,
};

/** The attributes of a listener of which the template sets none. */
export const listenerAttributes: ListenerAttributes = {
  'routing.http.response.server.enabled': true,
  'routing.http.request.x_amzn_tls_version.header_name': 'X-Amzn-Tls-Version',
  'routing.http.request.x_amzn_tls_cipher_suite.header_name': 'X-Amzn-Tls-Cipher-Suite',
  'routing.http.response.strict_transport_security.header_value': '',
  'routing.http.response.access_control_allow_origin.header_value': '',
  'routing.http.response.access_control_allow_methods.header_value': '',
  'routing.http.response.access_control_allow_headers.header_value': '',
  'routing.http.response.access_control_allow_credentials.header_value': '',
  'routing.http.response.access_control_expose_headers.header_value': '',
  'routing.http.response.access_control_max_age.header_value': '',
  'routing.http.response.content_security_policy.header_value': '',
  'routing.http.response.x_content_type_options.header_value': '',
  'routing.http.response.x_frame_options.header_value': '',
};

/** A scalable target of the example service, without policies. */
export function exampleScalableTarget(changes: Partial<ScalableTarget> = {}): ScalableTarget {
  return {
    logicalId: 'Scaling',
    resourceId: 'service/spree-local-cluster/web',
    minCapacity: 1,
    maxCapacity: 4,
    suspended: { dynamicScalingIn: false, dynamicScalingOut: false, scheduledScaling: false },
    policies: [],
    scheduledActions: [],
    ...changes,
  };
}

/** An alarm on a metric of the store's own. */
export function exampleAlarm(
  changes: Partial<MetricAlarm> = {},
): MetricAlarm & { readonly logicalId: string } {
  return {
    kind: 'metric',
    logicalId: 'Slow',
    alarmName: 'slow',
    actionsEnabled: true,
    okActions: [],
    alarmActions: [],
    insufficientDataActions: [],
    tags: {},
    watched: {
      kind: 'metric',
      metric: { namespace: 'Shop', metricName: 'Latency', dimensions: {} },
      stat: 'Average',
      periodSeconds: 60,
    },
    threshold: 2,
    comparisonOperator: 'GreaterThanThreshold',
    evaluationPeriods: 1,
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
    healthCheck: {
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
    minimumHealthyTargets: { count: 1 },
    tags: {},
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
    ...plainSettings({}),
    loadBalancers: [],
    networkConfiguration: { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' },
    tags: {},
    ...changes,
  };
}
