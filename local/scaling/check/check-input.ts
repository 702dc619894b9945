import type { AlarmRule } from '../alarms/alarm.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../policies/scaling-policy.ts';

/** What is known of a service besides its definition, as it was measured or stated. */
export interface ServiceFacts {
  /** CPU seconds that a request, or a job, takes. */
  readonly cpuSeconds: number;
  /** Milliseconds that one takes on an idle task. */
  readonly latencyMs: number;
  /** What a task holds of its memory whatever the load, in MiB. */
  readonly memoryMiB: number;
  /** From the start of a task's containers until it answers. */
  readonly bootSeconds: number;
  /** From the decision to start a task until its containers start. */
  readonly provisionSeconds: number;
  /** How long the server gives requests, or jobs, to finish after SIGTERM. */
  readonly shutdownSeconds: number;
  /** How long a request may take. */
  readonly requestSeconds: number;
  /** Connections that a task may open to each database. */
  readonly databaseConnections: number;
  readonly redisConnections: number;
}

/** What a policy watches. A metric that is not `isPerTask` does not fall in proportion when there are more tasks. */
export type CheckedMetric =
  | { readonly kind: 'cpu' | 'memory' | 'requests' }
  | { readonly kind: 'custom'; readonly name: string; readonly isPerTask: boolean };

interface Defined {
  readonly logicalId: string;
}

export type CheckedPolicy = Defined & { readonly metric: CheckedMetric } & (
    | { readonly policy: TargetTrackingPolicy }
    | {
        readonly policy: StepScalingPolicy;
        /** Absent where no alarm of the definition has the policy as its action. */
        readonly alarm?: AlarmRule;
      }
  );

/** How a service is scaled. */
export interface CheckedScaling extends Defined {
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** The highest one that a scheduled action sets. */
  readonly scheduledMaxCapacity?: number;
  readonly policies: readonly CheckedPolicy[];
  readonly scheduledActions?: readonly CheckedScheduledAction[];
}

export interface CheckedScheduledAction {
  readonly name: string;
  /** `at(...)`, `rate(...)` or `cron(...)`. */
  readonly schedule: string;
}

/** A target group in which a service registers its tasks. */
export interface CheckedTargets extends Defined {
  readonly healthIntervalSeconds: number;
  readonly healthyThresholdCount: number;
  readonly deregistrationDelaySeconds: number;
}

/** A container of a service's tasks. */
export interface CheckedContainer {
  readonly name: string;
  readonly stopTimeoutSeconds: number;
  readonly health?: {
    readonly startPeriodSeconds: number;
    readonly intervalSeconds: number;
    readonly retries: number;
  };
}

export interface CheckedService extends Defined {
  readonly name: string;
  readonly taskVcpu: number;
  readonly taskMemoryMiB: number;
  readonly desiredCount: number;
  /** Percent of the desired count that may run in a deployment. */
  readonly maximumPercent: number;
  readonly healthCheckGraceSeconds: number;
  readonly scaling?: CheckedScaling;
  readonly targets: readonly CheckedTargets[];
  readonly containers: readonly CheckedContainer[];
  /** Logical ids of the subnets that its tasks may be in. */
  readonly subnets: readonly string[];
  readonly facts: ServiceFacts;
}

export interface CheckedDatabase extends Defined {
  /** Connections that are left for clients. */
  readonly connections: number;
  /** How the number came about. */
  readonly because: string;
}

export interface CheckedCache extends Defined {
  readonly maxClients: number;
}

export interface CheckedSubnet extends Defined {
  /** Those that AWS keeps for itself are taken off. */
  readonly addresses: number;
}

/** All that the rules look at. */
export interface CheckInput {
  readonly services: readonly CheckedService[];
  readonly databases: readonly CheckedDatabase[];
  readonly caches: readonly CheckedCache[];
  readonly subnets: readonly CheckedSubnet[];
  /** The cluster; a finding about all services together is one of it. */
  readonly cluster: string;
  /** vCPUs that the account may run on Fargate. */
  readonly vcpuQuota: number;
  /** Connections to each database besides those of services: one-off tasks, rotations. */
  readonly otherDatabaseConnections: number;
}

/** A policy with the service that it scales. */
export interface ScalingPolicyOf {
  readonly service: CheckedService;
  readonly scaling: CheckedScaling;
  readonly checked: CheckedPolicy;
}

/** All policies of all services. */
export function scalingPolicies({ services }: CheckInput): readonly ScalingPolicyOf[] {
  return services.flatMap((service) => {
    const { scaling } = service;
    return scaling === undefined ? [] : scaling.policies.map((checked) => ({ service, scaling, checked }));
  });
}

/** The most tasks that a service has by itself, and while a deployment replaces them. */
export function mostTasks({ scaling, desiredCount }: CheckedService): number {
  if (scaling === undefined) return desiredCount;
  return Math.max(scaling.maxCapacity, scaling.scheduledMaxCapacity ?? 0);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html */
export function mostTasksInRollout(service: CheckedService): number {
  return Math.floor((mostTasks(service) * service.maximumPercent) / 100);
}
