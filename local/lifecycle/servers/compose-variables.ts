import type { LocalEnvironment, Ports } from '../../environment/local-environment.ts';
import type { ImageUse } from '../../images/image-definition.ts';
import { type LeftOutServices, leftOutVariables } from './left-out-services.ts';

/** The S3 servers that can stand in for S3. */
export type S3Server = 'minio' | 'versitygw';

/** Which of them an image holds; one that the user gives is MinIO unless its name says otherwise. */
export function s3ServerOf(image: ImageUse): S3Server {
  return /versitygw/.test(`${image.version} ${image.image}`) ? 'versitygw' : 'minio';
}

/** The image of each compose service, by its part. */
export interface ComposeImages {
  readonly postgres: string;
  readonly redis: string;
  readonly s3: string;
  readonly localstack: string;
  readonly node: string;
  readonly haproxy: string;
  readonly nginx: string;
  readonly mail: string;
  readonly registry: string;
}

/** What the compose file asks for. */
export interface ComposeSettings {
  readonly environment: LocalEnvironment;
  readonly images: ComposeImages;
  readonly ports: Ports;
  readonly s3Server: S3Server;
  /** The user’s own scanner of images; empty for none. */
  readonly scannerImage: string;
  readonly region: string;
  readonly dockerSocket: string;
  /** Changes with the code of the control plane. */
  readonly toolkitDigest: string;
  /** Change with what the servers read when they start. */
  readonly postgresDigest: string;
  readonly redisDigest: string;
  readonly mailDigest: string;
  /** What has no container. */
  readonly leftOut: LeftOutServices;
  /** How many times as fast metrics, alarms and scaling run. */
  readonly timeScale: number;
  /** The longest grace period of health checks; undefined for what the definition says. */
  readonly longestGraceSeconds: number | undefined;
  /** The port of the load balancer's main listener in its container. */
  readonly loadBalancerContainerPort: number;
}

/** The variables of docker-compose.yml. */
export function composeVariables(settings: ComposeSettings): Readonly<Record<string, string>> {
  const { environment, images, ports } = settings;
  return {
    ENVIRONMENT_NAME: environment.name,
    CHECKOUT: environment.checkout,
    STATE_FOLDER: environment.stateFolder,
    DOCKER_SOCKET: settings.dockerSocket,
    TOOLKIT_DIGEST: settings.toolkitDigest,
    AWS_LOCAL_REGION: settings.region,
    TIME_SCALE: String(settings.timeScale),
    LONGEST_GRACE_SECONDS: String(settings.longestGraceSeconds ?? ''),
    ...leftOutVariables(settings.leftOut),
    POSTGRES_IMAGE: images.postgres,
    POSTGRES_DIGEST: settings.postgresDigest,
    REDIS_IMAGE: images.redis,
    REDIS_DIGEST: settings.redisDigest,
    S3_IMAGE: images.s3,
    S3_SERVER: settings.s3Server,
    ...s3Commands[settings.s3Server],
    LOCALSTACK_IMAGE: images.localstack,
    NODE_IMAGE: images.node,
    HAPROXY_IMAGE: images.haproxy,
    NGINX_IMAGE: images.nginx,
    MAIL_IMAGE: images.mail,
    REGISTRY_IMAGE: images.registry,
    SCANNER_IMAGE: settings.scannerImage,
    MAIL_DIGEST: settings.mailDigest,
    PORT_HTTPS: String(ports.https),
    PORT_HTTP: String(ports.http),
    PORT_LOAD_BALANCER: String(ports.loadBalancer),
    LOAD_BALANCER_CONTAINER_PORT: String(settings.loadBalancerContainerPort),
    PORT_AWS: String(ports.aws),
    PORT_POSTGRES: String(ports.postgres),
    PORT_POSTGRES_REPLICA: String(ports.postgresReplica),
    PORT_REDIS: String(ports.redis),
    PORT_S3: String(ports.s3),
    PORT_MAIL: String(ports.mail),
  };
}

/** The text of compose's environment file: single quotes, so that a `$` in a path stays one. */
export function composeEnvironmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}='${value.replaceAll("'", "\\'")}'\n`)
    .join('');
}

/** How each S3 server is started, and how its health is checked. */
export const s3Commands: Readonly<
  Record<S3Server, { readonly S3_COMMAND: string; readonly S3_HEALTH_COMMAND: string }>
> = {
  minio: {
    S3_COMMAND: 'server /data --address :9000',
    S3_HEALTH_COMMAND: 'curl -fsS http://127.0.0.1:9000/minio/health/live || mc ready local',
  },
  versitygw: {
    S3_COMMAND: '--port :9000 --iam-dir /accounts --health /health posix --versioning-dir /versions /data',
    S3_HEALTH_COMMAND: 'curl -fsS http://127.0.0.1:9000/health',
  },
};
