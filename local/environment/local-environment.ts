/** The endpoints of a local environment, each a port on 127.0.0.1. */
export interface Ports {
  /** The edge over TLS: the storefront. */
  readonly https: number;
  /** The edge in clear, which redirects. */
  readonly http: number;
  /** The load balancer, which is private on AWS and is opened here for load tests. */
  readonly loadBalancer: number;
  /** The AWS endpoint. */
  readonly aws: number;
  readonly postgres: number;
  readonly postgresReplica: number;
  readonly redis: number;
  readonly s3: number;
  /** The pages and the API of the mail catcher. */
  readonly mail: number;
}

/** One local environment: its name, where its state is, and the labels on all that it creates. */
export interface LocalEnvironment {
  /** `[a-z0-9-]`, at most 40 characters; also the compose project and the prefix of container names. */
  readonly name: string;
  /** Absolute path of the checkout. */
  readonly checkout: string;
  /** Absolute path, mode 0700; what is secret in it has mode 0600. */
  readonly stateFolder: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The label that every container, network and volume of an environment carries, with its name as the value. */
export const environmentLabel = 'dev.spree-parity.environment';

/** The AWS endpoint: the address is right on the machine and, by the loopback of each task, inside of tasks too. */
export function awsEndpointAt({ aws }: Pick<Ports, 'aws'>): string {
  return `http://127.0.0.1:${aws}`;
}

/**
 * The S3 server, as `awsEndpointAt`. SDKs put the bucket in the path if the host is an IP address, so
 * `BUCKET.host` need not be resolved.
 */
export function s3EndpointAt({ s3 }: Pick<Ports, 's3'>): string {
  return `http://127.0.0.1:${s3}`;
}

/** Where tasks find the edge over TLS, which for this machine is a port of its loopback: the service of docker-compose.yml. */
export const edgeInTask = 'edge:8443';

/** Below this name a bucket has a host name of its own, `BUCKET.localhost`, which browsers and curl find by themselves. */
export const bucketDomain = 'localhost';

/** The preferred ports; the next free one is taken where one is busy. */
export const preferredPorts: Ports = {
  https: 8443,
  http: 8080,
  loadBalancer: 8081,
  aws: 4566,
  postgres: 5432,
  postgresReplica: 5433,
  redis: 6379,
  // Not MinIO's 9000: tasks have this port on their loopback, and PHP-FPM and others listen on that one.
  s3: 4572,
  mail: 8025,
};
