import type { Known } from '../known.ts';
import type { CacheState, DatabaseState } from '../status/store-status.ts';
import type { StoppedTask } from '../stopped-task.ts';

/** What is looked at to find out what is wrong with a store. Times are milliseconds since the epoch. */
export interface DoctorFacts {
  readonly environment: string;
  readonly atMs: number;
  readonly services: readonly ServiceFacts[];
  /** One-off tasks, such as migrations, that ECS still remembers. */
  readonly oneOffs: Known<readonly StoppedTask[]>;
  readonly databases: Known<readonly DatabaseState[]>;
  readonly caches: Known<readonly CacheState[]>;
  readonly loadBalancer: Known<LoadBalancerFacts>;
  readonly distribution: Known<DistributionFacts>;
  readonly vpcOrigins: Known<readonly VpcOriginFacts[]>;
  /** The ways that requests take, with the security groups at both ends. */
  readonly networkPaths: Known<readonly NetworkPath[]>;
  readonly secrets: Known<readonly SecretFacts[]>;
  readonly natGateways: Known<readonly NatGatewayFacts[]>;
}

/** A service of ECS, and what its tasks that failed said. */
export interface ServiceFacts {
  /** As people call it, such as `web`. */
  readonly name: string;
  /** As ECS calls it. */
  readonly serviceName: string;
  readonly cluster: string;
  /** When this was read. */
  readonly atMs: number;
  readonly desired: number;
  readonly running: number;
  /** ARN of the task definition that runs now. */
  readonly taskDefinition: string;
  /** Id of the primary deployment. */
  readonly deploymentId: string | undefined;
  /** When that began. */
  readonly deployedMs: number | undefined;
  /** `COMPLETED`, `IN_PROGRESS` or `FAILED`. */
  readonly rollout: string | undefined;
  readonly rolloutReason: string | undefined;
  /** Those of the last hour, the newest first. */
  readonly events: readonly { readonly atMs: number; readonly message: string }[];
  readonly targets: Known<readonly TargetFacts[]>;
  /** What Application Auto Scaling does not do with it: `out`, `in` and `scheduled`. */
  readonly suspendedScaling: Known<readonly string[]>;
  /** Tasks that ECS still remembers, about an hour. */
  readonly stopped: readonly StoppedTask[];
  /** What the last task that failed wrote at its end. */
  readonly lastLines: Known<readonly string[]>;
  /** What running tasks wrote in the last two minutes. */
  readonly recentLines: Known<readonly string[]>;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
export interface TargetFacts {
  readonly state: string;
  /** Such as `Target.ResponseCodeMismatch`. */
  readonly reason: string | undefined;
  readonly description: string | undefined;
  /** Where it takes requests. */
  readonly port: number | undefined;
  /** Where the load balancer asks, such as `/up`. */
  readonly healthPath: string;
}

export interface LoadBalancerFacts {
  readonly arn: string;
  /** `active`, `provisioning`, `active_impaired` or `failed`. */
  readonly state: string;
  readonly listeners: readonly ListenerFacts[];
}

export interface ListenerFacts {
  readonly port: number;
  readonly rules: readonly {
    readonly priority: string;
    /** Target groups that it forwards to. */
    readonly forwardsTo: readonly string[];
  }[];
}

export interface DistributionFacts {
  readonly id: string;
  /** `Deployed` or `InProgress`. */
  readonly status: string;
  readonly isEnabled: boolean;
  /** What the default behaviour asks: the id of a VPC origin, or none where it is another origin. */
  readonly defaultOrigin: { readonly domainName: string; readonly vpcOriginId: string | undefined };
}

export interface VpcOriginFacts {
  readonly id: string;
  /** `Deployed`, `Deploying` or `Failed`. */
  readonly status: string;
  /** Of the load balancer that it leads to. */
  readonly endpointArn: string;
}

/** A way from one part of a store to another, as a TCP connection. */
export interface NetworkPath {
  /** As people call them, such as `web`. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** None where they are not in the hands of the store. */
  readonly fromGroups: readonly SecurityGroupFacts[];
  /** Groups and prefix lists that the other end may let in. */
  readonly sources: readonly string[];
  readonly toGroups: readonly SecurityGroupFacts[];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html */
export interface SecurityGroupFacts {
  readonly id: string;
  readonly ingress: readonly NetworkRule[];
  readonly egress: readonly NetworkRule[];
}

export interface NetworkRule {
  /** `tcp`, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number | undefined;
  readonly toPort: number | undefined;
  /** Ids of groups and of prefix lists. */
  readonly peers: readonly string[];
  readonly ranges: readonly string[];
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretListEntry.html */
export interface SecretFacts {
  readonly name: string;
  readonly deletedMs: number | undefined;
  readonly rotates: boolean;
  readonly nextRotationMs: number | undefined;
  readonly changedMs: number | undefined;
  /** A version that a rotation made and did not finish. */
  readonly hasPendingVersion: boolean;
}

export interface NatGatewayFacts {
  readonly id: string;
  /** Bytes that it sent to the internet in the last seven days. */
  readonly sentBytes: number;
}
