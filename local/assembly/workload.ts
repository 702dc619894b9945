/**
 * The typed model of what a synthesized template defines, in AWS's terms: everything that the local side runs
 * is read from here and described nowhere else. All values are resolved; units are AWS's.
 */
export interface Workload {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly clusters: readonly Cluster[];
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly services: readonly Service[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly distributions: readonly Distribution[];
  readonly scalableTargets: readonly ScalableTarget[];
  readonly databases: readonly DatabaseInstance[];
  readonly replicationGroups: readonly ReplicationGroup[];
  readonly buckets: readonly Bucket[];
  readonly secrets: readonly SecretDefinition[];
  readonly logGroups: readonly LogGroup[];
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ecs-cluster.html */
export interface Cluster {
  readonly logicalId: string;
  readonly name: string;
  /** Such as `containerInsights`, by name. */
  readonly settings: Readonly<Record<string, string>>;
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
  /** Ephemeral volumes: names that `mountPoints` refer to. */
  readonly volumes: readonly { readonly name: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export interface ContainerDefinition {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly memoryReservationMiB?: number;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly user?: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** `valueFrom` is ECS's: an ARN of Secrets Manager (`arn:json-key:version-stage:version-id`) or SSM. */
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
  readonly portMappings: readonly PortMapping[];
  readonly healthCheck?: ContainerHealthCheck;
  readonly logConfiguration?: LogConfiguration;
  readonly dependsOn: readonly ContainerDependency[];
  readonly stopTimeoutSeconds?: number;
  readonly startTimeoutSeconds?: number;
  readonly readonlyRootFilesystem: boolean;
  readonly ulimits: readonly {
    readonly name: string;
    readonly softLimit: number;
    readonly hardLimit: number;
  }[];
  readonly initProcessEnabled: boolean;
  readonly mountPoints: readonly MountPoint[];
  readonly dockerLabels: Readonly<Record<string, string>>;
}

export interface PortMapping {
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  readonly name?: string;
}

/** `command` begins with `CMD` or `CMD-SHELL`. Defaults are ECS's: 30 s, 5 s, 3 retries, no start period. */
export interface ContainerHealthCheck {
  readonly command: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startPeriodSeconds: number;
}

export interface LogConfiguration {
  readonly logDriver: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface ContainerDependency {
  readonly containerName: string;
  readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
}

export interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html */
export interface Service {
  readonly logicalId: string;
  readonly name: string;
  /** Name of the cluster. */
  readonly cluster: string;
  /** Logical id of the task definition. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly deploymentConfiguration: DeploymentConfiguration;
  readonly healthCheckGracePeriodSeconds: number;
  readonly loadBalancers: readonly ServiceLoadBalancer[];
  readonly enableExecuteCommand: boolean;
  readonly networkConfiguration: NetworkConfiguration;
  readonly tags: Readonly<Record<string, string>>;
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

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
  readonly scheme: 'internal' | 'internet-facing';
  /** The template's attributes by ALB key, such as `idle_timeout.timeout_seconds`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly logicalId: string;
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  readonly defaultActions: readonly ListenerAction[];
  /** In the order of priority, the smallest first. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  readonly logicalId: string;
  readonly priority: number;
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly ListenerAction[];
}

export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header' | 'http-request-method' | 'source-ip';
      readonly values: readonly string[];
    }
  | { readonly field: 'http-header'; readonly httpHeaderName: string; readonly values: readonly string[] }
  | {
      readonly field: 'query-string';
      readonly values: readonly { readonly key?: string; readonly value: string }[];
    };

export type ListenerAction =
  | {
      readonly type: 'forward';
      /** `targetGroup` is a logical id; weights add up to any sum. */
      readonly targetGroups: readonly { readonly targetGroup: string; readonly weight: number }[];
      readonly stickinessSeconds?: number;
    }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: string;
      readonly contentType?: string;
      readonly messageBody?: string;
    }
  | {
      readonly type: 'redirect';
      readonly statusCode: 'HTTP_301' | 'HTTP_302';
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    };

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
export interface TargetGroup {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  readonly targetType: string;
  readonly healthCheck: TargetHealthCheck;
  readonly deregistrationDelaySeconds: number;
  readonly slowStartSeconds: number;
  readonly algorithm: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
  readonly stickiness: {
    readonly enabled: boolean;
    readonly type: string;
    readonly cookieDurationSeconds: number;
    readonly cookieName?: string;
  };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface TargetHealthCheck {
  readonly enabled: boolean;
  readonly protocol: string;
  /** A number, or `traffic-port`. */
  readonly port: string;
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThresholdCount: number;
  readonly unhealthyThresholdCount: number;
  /** ALB's matcher: `200`, `200,302` or `200-299`. */
  readonly matcher: string;
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export interface Distribution {
  readonly logicalId: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly defaultRootObject?: string;
  readonly origins: readonly Origin[];
  readonly defaultBehavior: CacheBehavior;
  /** In the order in which CloudFront tries them. */
  readonly behaviors: readonly (CacheBehavior & { readonly pathPattern: string })[];
  readonly customErrorResponses: readonly {
    readonly errorCode: number;
    readonly responseCode?: number;
    readonly responsePagePath?: string;
    readonly errorCachingMinTtlSeconds?: number;
  }[];
}

export interface Origin {
  readonly id: string;
  readonly originPath: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly target:
    | {
        readonly kind: 'vpc';
        /** Logical id of the load balancer that the VPC origin names. */
        readonly loadBalancer: string;
        readonly port: number;
        readonly readTimeoutSeconds: number;
      }
    | {
        readonly kind: 'custom';
        readonly domainName: string;
        readonly port: number;
        readonly readTimeoutSeconds: number;
      }
    | { readonly kind: 's3'; readonly bucket: string };
}

export interface CacheBehavior {
  readonly originId: string;
  readonly viewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only';
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy?: OriginRequestPolicy;
  /** Header name to value, from the response headers policy. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Names of those of `responseHeaders` that replace the origin's; the others give way to it. */
  readonly overridingResponseHeaders?: readonly string[];
}

/** TTLs in seconds; a managed policy is expanded to its published content. */
export interface CachePolicy {
  readonly name: string;
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly keyHeaders: readonly string[];
  readonly keyCookies: 'none' | 'all' | readonly string[];
  readonly keyQueryStrings: 'none' | 'all' | readonly string[];
  readonly acceptsGzip: boolean;
  readonly acceptsBrotli: boolean;
}

export interface OriginRequestPolicy {
  readonly name: string;
  readonly headers: 'none' | 'all-viewer' | 'all-viewer-except-host' | readonly string[];
  readonly cookies: 'none' | 'all' | readonly string[];
  readonly queryStrings: 'none' | 'all' | readonly string[];
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export interface ScalableTarget {
  readonly logicalId: string;
  /** Such as `service/cluster/name`. */
  readonly resourceId: string;
  readonly scalableDimension: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly ScalingPolicy[];
}

export interface ScalingPolicy {
  readonly logicalId: string;
  readonly name: string;
  readonly targetValue: number;
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
  readonly disableScaleIn: boolean;
  readonly metric:
    | { readonly kind: 'predefined'; readonly type: string; readonly resourceLabel?: string }
    | {
        readonly kind: 'custom';
        readonly namespace: string;
        readonly metricName: string;
        readonly statistic: string;
        readonly dimensions: Readonly<Record<string, string>>;
      };
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export interface DatabaseInstance {
  readonly logicalId: string;
  readonly identifier: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly databaseName?: string;
  readonly masterUsername?: string;
  readonly port: number;
  /** Logical id of the instance that this one replicates. */
  readonly sourceInstance?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export interface ReplicationGroup {
  readonly logicalId: string;
  readonly id: string;
  readonly engineVersion: string;
  readonly port: number;
  readonly transitEncryptionEnabled: boolean;
  /** Logical id of the secret that holds the AUTH token, and its JSON key. */
  readonly authToken?: { readonly secret: string; readonly jsonKey?: string };
  readonly parameters: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export interface Bucket {
  readonly logicalId: string;
  readonly name: string;
  readonly versioned: boolean;
  /** As in the template (`AWS::S3::Bucket` LifecycleConfiguration), for S3's `PutBucketLifecycleConfiguration`. */
  readonly lifecycleRules: readonly Readonly<Record<string, unknown>>[];
  readonly corsRules: readonly Readonly<Record<string, unknown>>[];
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export interface SecretDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly generate?: GenerateSecretString;
  /** Logical id of the database whose connection details a target attachment adds. */
  readonly attachedDatabase?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html */
export interface GenerateSecretString {
  readonly secretStringTemplate?: string;
  readonly generateStringKey?: string;
  readonly passwordLength: number;
  readonly excludeCharacters: string;
  readonly excludeLowercase: boolean;
  readonly excludeUppercase: boolean;
  readonly excludeNumbers: boolean;
  readonly excludePunctuation: boolean;
  readonly includeSpace: boolean;
  readonly requireEachIncludedType: boolean;
}

export interface LogGroup {
  readonly logicalId: string;
  readonly name: string;
  readonly retentionDays?: number;
}
