import type { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudFront } from '@aws-sdk/client-cloudfront';
import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { ECR } from '@aws-sdk/client-ecr';
import type { ECS } from '@aws-sdk/client-ecs';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ElastiCache } from '@aws-sdk/client-elasticache';
import type { RDS } from '@aws-sdk/client-rds';
import type { Route53 } from '@aws-sdk/client-route-53';
import type { S3 } from '@aws-sdk/client-s3';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { SNS } from '@aws-sdk/client-sns';
import type { SSM } from '@aws-sdk/client-ssm';
import type { STS } from '@aws-sdk/client-sts';
import type { Secret } from '../failure/secret.ts';
import { assertLocalEndpoint } from './local-endpoint.ts';

/** What the clients connect to. For AWS, credentials and region come from the SDK's default chain. */
export type AwsSide =
  | ({ readonly environment: 'local' } & LocalSide)
  | { readonly environment: 'small' | 'staging' | 'production'; readonly region?: string };

/** The local environment: environment variables and `~/.aws` have no effect on it. */
export interface LocalSide {
  /** Checked by `assertLocalEndpoint`. */
  readonly endpoint: string;
  readonly region: string;
  /** With which key calls are signed; `test` when absent. */
  readonly accessKeyId?: string;
  /** The S3 server, which is not behind the AWS endpoint; `endpoint` when absent. */
  readonly s3Endpoint?: string;
  /** Keys of the S3 server; `test`/`test` when absent. */
  readonly s3Credentials?: Keys;
  /** Host names that are local because only the compose network resolves them. */
  readonly composeHosts?: readonly string[];
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** The SDK's clients, each loaded and created once, when it is first used. */
export interface AwsClients {
  applicationAutoScaling(): Promise<ApplicationAutoScaling>;
  cloudFormation(): Promise<CloudFormation>;
  cloudFront(): Promise<CloudFront>;
  cloudWatch(): Promise<CloudWatch>;
  cloudWatchLogs(): Promise<CloudWatchLogs>;
  ec2(): Promise<EC2>;
  ecr(): Promise<ECR>;
  ecs(): Promise<ECS>;
  elastiCache(): Promise<ElastiCache>;
  elasticLoadBalancing(): Promise<ElasticLoadBalancingV2>;
  rds(): Promise<RDS>;
  route53(): Promise<Route53>;
  s3(): Promise<S3>;
  secretsManager(): Promise<SecretsManager>;
  sns(): Promise<SNS>;
  ssm(): Promise<SSM>;
  sts(): Promise<STS>;
}

/**
 * Clients of one environment. Raises `ENDPOINT_NOT_LOCAL` if the endpoint of the local environment is not on
 * this machine.
 */
export function awsClients(side: AwsSide): AwsClients {
  const config = clientConfig(side);
  const s3Config = { ...config, ...s3Overrides(side) };
  return {
    applicationAutoScaling: once(
      async () =>
        new (await import('@aws-sdk/client-application-auto-scaling')).ApplicationAutoScaling(config),
    ),
    cloudFormation: once(
      async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation(config),
    ),
    cloudFront: once(async () => new (await import('@aws-sdk/client-cloudfront')).CloudFront(config)),
    cloudWatch: once(async () => new (await import('@aws-sdk/client-cloudwatch')).CloudWatch(config)),
    cloudWatchLogs: once(
      async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(config),
    ),
    ec2: once(async () => new (await import('@aws-sdk/client-ec2')).EC2(config)),
    ecr: once(async () => new (await import('@aws-sdk/client-ecr')).ECR(config)),
    ecs: once(async () => new (await import('@aws-sdk/client-ecs')).ECS(config)),
    elastiCache: once(async () => new (await import('@aws-sdk/client-elasticache')).ElastiCache(config)),
    elasticLoadBalancing: once(
      async () =>
        new (await import('@aws-sdk/client-elastic-load-balancing-v2')).ElasticLoadBalancingV2(config),
    ),
    rds: once(async () => new (await import('@aws-sdk/client-rds')).RDS(config)),
    route53: once(async () => new (await import('@aws-sdk/client-route-53')).Route53(config)),
    s3: once(async () => new (await import('@aws-sdk/client-s3')).S3(s3Config)),
    secretsManager: once(
      async () => new (await import('@aws-sdk/client-secrets-manager')).SecretsManager(config),
    ),
    sns: once(async () => new (await import('@aws-sdk/client-sns')).SNS(config)),
    ssm: once(async () => new (await import('@aws-sdk/client-ssm')).SSM(config)),
    sts: once(async () => new (await import('@aws-sdk/client-sts')).STS(s3Config)),
  };
}

/**
 * Every setting that the SDK would otherwise look up in the environment or in `~/.aws` is given, so that
 * AWS_PROFILE, AWS_ENDPOINT_URL_*, AWS_USE_FIPS_ENDPOINT and the like cannot turn a local client elsewhere.
 */
function clientConfig(side: AwsSide) {
  if (side.environment !== 'local') return side.region === undefined ? {} : { region: side.region };
  const endpoint = assertLocalEndpoint(side.endpoint, side.composeHosts).href;
  return {
    endpoint,
    region: side.region,
    credentials: { accessKeyId: side.accessKeyId ?? 'test', secretAccessKey: 'test' },
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    maxAttempts: 3,
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'spree-parity',
    requestHandler: { connectionTimeout: 2000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    disableHostPrefix: true,
  } as const;
}

/** MinIO answers STS on its own address, with its own keys, so its STS client goes there too. */
function s3Overrides(side: AwsSide) {
  if (side.environment !== 'local') return {};
  const keys = side.s3Credentials;
  return {
    endpoint: assertLocalEndpoint(side.s3Endpoint ?? side.endpoint, side.composeHosts).href,
    forcePathStyle: true,
    ...(keys === undefined
      ? {}
      : {
          credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey.reveal() },
        }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
