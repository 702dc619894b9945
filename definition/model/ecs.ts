import type { ContainerDefinition } from '../resources/ecs/container-definition.ts';
import type { PlainSettings } from '../resources/ecs/plain-settings.ts';
import type { Removal } from './removal.ts';

export type { ContainerDefinition } from '../resources/ecs/container-definition.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-cluster.html */
export interface Cluster {
  readonly logicalId: string;
  readonly name: string;
  /** Such as `containerInsights`, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** True where what names neither a launch type nor a strategy runs on Fargate by the cluster's default strategy. */
  readonly runsOnFargate?: boolean;
  /** The capacity providers that are associated with it, where there are any. */
  readonly capacityProviders?: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * One revision's content, in the shape of the ECS API's `RegisterTaskDefinition` input.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export interface TaskDefinition {
  readonly logicalId: string;
  readonly family: string;
  /** CPU units: 1024 is one vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly networkMode: string;
  readonly requiresCompatibilities: readonly string[];
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly containerDefinitions: readonly ContainerDefinition[];
  readonly volumes: readonly Volume[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What `mountPoints` refer to by name: an ephemeral volume, or a file or folder of the machine. */
export interface Volume {
  readonly name: string;
  /**
   * Only for live code: Fargate mounts nothing of a host, so that no template and no call of the API can ask for it.
   * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html
   */
  readonly hostPath?: string;
}

/** A task definition of a template, and what becomes of a revision when the template replaces it. */
export interface DefinedTaskDefinition extends TaskDefinition {
  readonly removal?: Removal;
}

export type ContainerDependency = ContainerDefinition['dependsOn'][number];

/**
 * What a service is set to, whoever sets it: a template, `CreateService` or `UpdateService`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
 */
export interface ServiceSettings extends PlainSettings {
  readonly name: string;
  readonly desiredCount: number;
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly loadBalancers: readonly ServiceLoadBalancer[];
  readonly networkConfiguration: NetworkConfiguration;
  readonly tags: Readonly<Record<string, string>>;
  /** Metrics with a resolution of their own; 60 seconds where it is absent. */
  readonly monitoring?: {
    readonly metricConfigurations: readonly {
      readonly metricNames: readonly string[];
      readonly resolutionSeconds: number;
    }[];
  };
}

/** A service of a template. */
export interface Service extends ServiceSettings {
  readonly logicalId: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** Logical id of the task definition. */
  readonly taskDefinition: string;
}

export interface DeploymentConfiguration {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: CircuitBreaker;
  readonly alarms: {
    readonly enable: boolean;
    readonly rollback: boolean;
    readonly alarmNames: readonly string[];
  };
}

/**
 * `threshold` is absent when the template leaves ECS's default (BOUNDED_PERCENT 50).
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export interface CircuitBreaker {
  readonly enable: boolean;
  readonly rollback: boolean;
  readonly resetOnHealthyTask?: boolean;
  readonly threshold?: {
    readonly type: 'BOUNDED_PERCENT' | 'COUNT' | 'UNBOUNDED_PERCENT';
    readonly value: number;
  };
}

export interface ServiceLoadBalancer {
  /** Logical id of the target group. */
  readonly targetGroup: string;
  readonly containerName: string;
  readonly containerPort: number;
}

export interface NetworkConfiguration {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}
