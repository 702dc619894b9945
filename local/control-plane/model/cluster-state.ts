import type {
  NetworkConfiguration,
  ServiceLoadBalancer,
  ServiceSettings,
  TaskDefinition,
} from '../../../definition/model/ecs.ts';
import type { TargetGroup } from '../../../definition/model/load-balancing.ts';

/**
 * All that the local ECS knows, as one value: it is written to disk before anything is done about it, so that
 * a crash loses nothing. Times are milliseconds since the epoch. Every change is a pure function of this value.
 */
export interface ClusterState {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  /** By ARN; ACTIVE and INACTIVE ones. */
  readonly taskDefinitions: Readonly<Record<string, RegisteredTaskDefinition>>;
  /** By name. */
  readonly services: Readonly<Record<string, ServiceState>>;
  /** By task id. STOPPED tasks stay for an hour, as on ECS. */
  readonly tasks: Readonly<Record<string, TaskState>>;
  /** By logical id: what the load balancer balances over. */
  readonly targetGroups: Readonly<Record<string, TargetGroup>>;
  /** The seed of the ids that pure code makes; it grows with each. */
  readonly sequence: number;
  /** Names of the CloudWatch alarms that are in ALARM, as last seen. */
  readonly inAlarm?: readonly string[];
  /** Lets timers run on when the machine's clock is set back. */
  readonly clock?: ClusterClock;
}

/** The latest time that was written down, and what is added to the machine's clock since it was set back. */
export interface ClusterClock {
  readonly latest: number;
  readonly offsetMs: number;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export interface RegisteredTaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly registeredAt: number;
  readonly deregisteredAt?: number;
  /** Whether a template made it, and not a call of the API. */
  readonly isOfTemplate?: boolean;
  readonly content: TaskDefinition;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export interface ServiceState extends ServiceSettings {
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  readonly createdAt: number;
  /** The PRIMARY one first, then the ACTIVE ones; ended ones move to `history`. */
  readonly deployments: readonly DeploymentState[];
  /** Ended deployments, the newest first, at most 20. */
  readonly history: readonly DeploymentState[];
  /** The newest first, at most 100. */
  readonly events: readonly ServiceEvent[];
  /** Present when a template made it: its logical id, and the template's own values as last applied. */
  readonly template?: { readonly logicalId: string; readonly desiredCount: number };
  /** True from the event of its steady state until something changes. */
  readonly steady?: boolean;
  /** True from the event of a stalled deployment until something moves. */
  readonly stalled?: boolean;
  /** Ids of the deployments of which, as an event says, protected tasks stay that would be stopped otherwise. */
  readonly heldByProtection?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html */
export interface DeploymentState {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  readonly rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly rolloutStateReason: string;
  /** ARN of the revision that it rolls out. */
  readonly taskDefinition: string;
  /** The service's load balancers and network as it rolls them out, to which a rollback goes back too. */
  readonly loadBalancers?: readonly ServiceLoadBalancer[];
  readonly networkConfiguration?: NetworkConfiguration;
  /** The resolution of its metrics, to which a rollback goes back too. */
  readonly monitoring?: NonNullable<ServiceSettings['monitoring']>;
  /** What its first task found under the names of its images; absent until then, and in states of earlier versions. */
  readonly images?: DeploymentImages;
  readonly desiredCount: number;
  /** Failed tasks as the circuit breaker counts them. */
  readonly failedTasks: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly completedAt?: number;
  /** The deployment whose failure this one undoes. */
  readonly rollbackOf?: string;
  /** Alarms that were in ALARM when it began, and are therefore ignored. */
  readonly ignoredAlarms: readonly string[];
  /** Failures in a row since the last task that got healthy or started, which set the back-off. */
  readonly consecutiveFailures: number;
  /** No task is started before this time (the back-off of a service whose tasks keep failing). */
  readonly throttledUntil?: number;
  /** The deployment that took its place before it ended. */
  readonly supersededBy?: string;
  /** Why it FAILED, and how the rollback that followed ended. */
  readonly failedBy?: 'CIRCUIT_BREAKER' | 'ALARM' | 'USER';
  readonly rollback?: { readonly to: string; readonly state: 'IN_PROGRESS' | 'SUCCESSFUL' | 'FAILED' };
}

/** The images that the containers of a deployment run, by container: the engine's id, and the registry's digest. */
export type DeploymentImages = Readonly<Record<string, { readonly id: string; readonly digest: string }>>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceEvent.html */
export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html#ECS-Type-Task-stopCode */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'TerminationNotice';

export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
export interface TaskState {
  /** 32 hexadecimal digits, the last part of its ARN. */
  readonly id: string;
  /** `service:NAME`, or `family:NAME` for a one-off task. */
  readonly group: string;
  readonly startedBy: string;
  /** ARN. */
  readonly taskDefinition: string;
  /** Absent for a one-off task. */
  readonly deploymentId?: string;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly lastStatus: TaskStatus;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly stoppingAt?: number;
  readonly stoppedAt?: number;
  readonly stopCode?: StopCode;
  readonly stoppedReason?: string;
  /** Address in the compose network, once provisioned. */
  readonly privateIp?: string;
  readonly containers: readonly ContainerState[];
  readonly targets: readonly TargetState[];
  readonly overrides: TaskOverrides;
  /** Always false: earlier releases gave the console's task a terminal by it, and states have it. */
  readonly interactive: boolean;
  readonly enableExecuteCommand: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** True once its network and containers were asked of the engine. */
  readonly provisionRequested?: boolean;
  /** Why it could not be started, as the engine or the secrets said. */
  readonly startFailure?: string;
  /** When it first counted as healthy. */
  readonly healthyAt?: number;
  /** True from the event that says that it is unhealthy. */
  readonly unhealthyReported?: boolean;
  /** Until when neither a scale-in nor a deployment stops it; absent once that is over. */
  readonly protectedUntil?: number;
  /** When the last of its containers ended. */
  readonly executionStoppedAt?: number;
  /** The time scale that it was created under, which its containers are told; absent for 1. */
  readonly timeScale?: number;
  /** The token of the `RunTask` that made it, and a digest of that request: a repeated one gives the same tasks. */
  readonly clientToken?: { readonly value: string; readonly request: string };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html */
export interface ContainerState {
  readonly name: string;
  /** The engine's id, once created. */
  readonly runtimeId?: string;
  readonly lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  /** True once starting it was asked of the engine. */
  readonly startRequested: boolean;
  /** When the signal to stop was sent, and when the kill. */
  readonly stopSignalledAt?: number;
  readonly killedAt?: number;
  readonly startedAt?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly healthStatus: HealthStatus;
  readonly imageDigest?: string;
}

/**
 * One target of the load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export interface TargetState {
  /** Logical id of the target group. */
  readonly targetGroup: string;
  readonly port: number;
  readonly state: 'unregistered' | 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  /** ALB's reason code, such as `Target.Timeout`. */
  readonly reason?: string;
  readonly description?: string;
  readonly registeredAt?: number;
  /** True once the load balancer said something of it, which confirms the registration. */
  readonly confirmed?: boolean;
  readonly drainingSince?: number;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
export interface TaskOverrides {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly containerOverrides: readonly {
    readonly name: string;
    readonly command?: readonly string[];
    readonly environment?: readonly { readonly name: string; readonly value: string }[];
    readonly cpu?: number;
    readonly memoryMiB?: number;
  }[];
}
