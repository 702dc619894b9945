import { z } from 'zod';
import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { preferredPorts } from '../environment/local-environment.ts';
import { timeScales } from '../environment/time-scale.ts';

/**
 * What `openssl x509 -subject_hash` says of the local certificate authority, whose subject never changes; a test
 * holds it against the authority's own module, which would load a whole certificate library here.
 */
export const certificateAuthorityHash = 'ece579f0';

/** Trivy, where its makers publish it. */
const scannerImages = ['aquasec/trivy:0.74.0', 'ghcr.io/aquasecurity/trivy:0.74.0'];

const schema = z.object({
  ENVIRONMENT_NAME: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  HAPROXY_IMAGE: z.string().min(1),
  /** Empty where there is none, as for tests without a registry. */
  REGISTRY_IMAGE: z.string().default(''),
  S3_SERVER: z.enum(['minio', 'versitygw']).default('minio'),
  S3_ROOT_ACCESS_KEY: z.string().min(1),
  S3_ROOT_SECRET_KEY: z.string().min(1),
  PORT_HTTPS: z.coerce.number().int().positive(),
  /** The ports of the AWS endpoint and of the S3 server on the machine, which tasks find on their own loopback. */
  PORT_AWS: z.coerce.number().int().positive().default(preferredPorts.aws),
  PORT_S3: z.coerce.number().int().positive().default(preferredPorts.s3),
  /** Absolute paths on the engine's machine, for what tasks and restored databases mount. */
  CHECKOUT_ON_HOST: z.string().startsWith('/').optional(),
  STATE_FOLDER_ON_HOST: z.string().startsWith('/').optional(),
  AWS_LOCAL_REGION: z.string().default('ap-southeast-1'),
  LOCALSTACK_ENDPOINT: z.url().default('http://localstack:4566'),
  S3_ENDPOINT: z.url().default('http://minio:9000'),
  /** The mail server's page and API. */
  MAIL_ENDPOINT: z.url().default('http://mail:8025'),
  /** How tasks reach this process in the compose network. */
  CONTROL_PLANE_HOST: z.string().default('control-plane'),
  TASK_NETWORK: z.string().optional(),
  LISTEN_HOST: z.string().default('0.0.0.0'),
  PORT_AWS_ENDPOINT: z.coerce.number().int().default(4566),
  /** How many times as fast metrics, alarms, cooldowns and schedules run. */
  TIME_SCALE: z.coerce
    .number()
    .refine((scale) => timeScales.includes(scale), `expected one of ${timeScales.join(', ')}`)
    .default(1),
  /** The longest grace period of health checks, in seconds; as the definition says where it is empty. */
  LONGEST_GRACE_SECONDS: z
    .literal('')
    .transform(() => undefined)
    .or(z.coerce.number().int().min(1))
    .optional(),
  PORT_TASK_ENDPOINT: z.coerce.number().int().default(8079),
  STATE_FOLDER: z.string().default('/state'),
  /** An image of Trivy; the one of its makers where it is empty. */
  SCANNER_IMAGE: z.string().default(''),
  REGISTRY_FOLDER: z.string().default('/var/lib/registry'),
  DATA_FOLDER: z.string().default('/var/lib/control-plane'),
  RUNTIME_FOLDER: z.string().default('/run/parity'),
  EDGE_CACHE_FOLDER: z.string().default('/var/cache/parity/objects'),
});

/** The settings from the environment variables of the process. */
export interface Settings {
  readonly environmentName: string;
  readonly haproxyImage: string;
  readonly registry: {
    readonly image: string;
    readonly folder: string;
    readonly scannerImages: readonly string[];
  };
  readonly s3: {
    readonly server: 'minio' | 'versitygw';
    readonly endpoint: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: Secret;
  };
  readonly publishedHttpsPort: number;
  readonly publishedPorts: { readonly aws: number; readonly s3: number };
  readonly checkoutOnHost: string | undefined;
  readonly stateFolderOnHost: string | undefined;
  readonly region: string;
  readonly localstackEndpoint: string;
  readonly mailEndpoint: string;
  readonly host: string;
  readonly network: string;
  readonly listenHost: string;
  readonly awsPort: number;
  readonly taskPort: number;
  readonly timeScale: number;
  readonly longestGraceSeconds: number | undefined;
  readonly stateFolder: string;
  readonly dataFolder: string;
  readonly runtimeFolder: string;
  /** Where nginx keeps what the edge has cached. */
  readonly edgeCacheFolder: string;
}

/** Reads the settings. Raises `CONTROL_PLANE_SETTINGS` that names each variable that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    throw new Failure(
      'CONTROL_PLANE_SETTINGS',
      `Invalid environment variables:\n${z.prettifyError(parsed.error)}`,
      {
        hint: `Start the control plane with \`${command('local:up')}\`, which writes these variables.`,
      },
    );
  }
  const variables = parsed.data;
  return {
    environmentName: variables.ENVIRONMENT_NAME,
    haproxyImage: variables.HAPROXY_IMAGE,
    registry: {
      image: variables.REGISTRY_IMAGE,
      folder: variables.REGISTRY_FOLDER,
      scannerImages: variables.SCANNER_IMAGE === '' ? scannerImages : [variables.SCANNER_IMAGE],
    },
    s3: {
      server: variables.S3_SERVER,
      endpoint: variables.S3_ENDPOINT,
      accessKeyId: variables.S3_ROOT_ACCESS_KEY,
      secretAccessKey: new Secret(variables.S3_ROOT_SECRET_KEY),
    },
    publishedHttpsPort: variables.PORT_HTTPS,
    publishedPorts: { aws: variables.PORT_AWS, s3: variables.PORT_S3 },
    checkoutOnHost: variables.CHECKOUT_ON_HOST,
    stateFolderOnHost: variables.STATE_FOLDER_ON_HOST,
    region: variables.AWS_LOCAL_REGION,
    localstackEndpoint: variables.LOCALSTACK_ENDPOINT,
    mailEndpoint: variables.MAIL_ENDPOINT,
    host: variables.CONTROL_PLANE_HOST,
    network: variables.TASK_NETWORK ?? `${variables.ENVIRONMENT_NAME}_default`,
    listenHost: variables.LISTEN_HOST,
    awsPort: variables.PORT_AWS_ENDPOINT,
    taskPort: variables.PORT_TASK_ENDPOINT,
    timeScale: variables.TIME_SCALE,
    longestGraceSeconds: variables.LONGEST_GRACE_SECONDS,
    stateFolder: variables.STATE_FOLDER,
    dataFolder: variables.DATA_FOLDER,
    runtimeFolder: variables.RUNTIME_FOLDER,
    edgeCacheFolder: variables.EDGE_CACHE_FOLDER,
  };
}
