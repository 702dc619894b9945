import { z } from 'zod';
import { notOnFargate } from '../../properties/common-reasons.ts';
import type { Immutable } from '../../properties/immutable.ts';
import { present } from '../../properties/present.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { without } from '../../properties/without.ts';
import { linuxParameters } from './linux-parameters.ts';
import { logConfiguration } from './log-configuration.ts';
import { portMapping } from './port-mapping.ts';

/** With ECS's defaults. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
const healthCheck = z
  .strictObject({
    command: z
      .array(z.string())
      .min(2, 'CMD or CMD-SHELL must be followed by a command')
      .refine(([kind = '']) => ['CMD', 'CMD-SHELL'].includes(kind), 'it must begin with CMD or CMD-SHELL'),
    interval: z.int().min(5).max(300).default(30),
    timeout: z.int().min(2).max(60).default(5),
    retries: z.int().min(1).max(10).default(3),
    startPeriod: z.int().min(0).max(300).default(0),
  })
  .transform(({ command, interval, timeout, retries, startPeriod }) => ({
    command,
    intervalSeconds: interval,
    timeoutSeconds: timeout,
    retries,
    startPeriodSeconds: startPeriod,
  }));

const mountPoint = z.strictObject({
  sourceVolume: z.string(),
  containerPath: z.string().min(1, 'a path in the container'),
  readOnly: z.boolean().default(false),
});

const dependency = z.strictObject({
  containerName: z.string(),
  condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']),
});

const ulimits = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
] as const;

/** -1 is no limit. */
const limit = z.int().min(-1, 'expected -1, for no limit, or a number from 0');

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html */
const ulimit = z
  .strictObject({
    name: z.enum([...ulimits, 'rss', 'rtprio', 'rttime', 'sigpending', 'stack']),
    softLimit: limit,
    hardLimit: limit,
  })
  .refine(({ softLimit, hardLimit }) => hardLimit === -1 || (softLimit !== -1 && softLimit <= hardLimit), {
    error: 'the soft limit must not exceed the hard limit',
    path: ['softLimit'],
  });

/**
 * A kernel parameter of the task's network (`net.`) or of the container's own interprocess communication.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
const systemControl = z.strictObject({
  namespace: z
    .string()
    .regex(
      /^(net\..+|fs\.mqueue\..+|kernel\.(msg|sem|shm).*)$/,
      'it is not a parameter of a network or IPC namespace',
    ),
  value: z.string(),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
const environmentFile = z.strictObject({
  type: z.literal('s3'),
  value: z
    .string()
    .regex(/^arn:aws[\w-]*:s3:::[^/]+\/.+\.env$/, 'the ARN of an object in S3 whose key ends in .env'),
});

const variableName = z.string().regex(/\S/, 'Environment variable name cannot be null or blank');

/** What the local environment does not support, or Fargate itself does not. */
const notHonoured = {
  credentialSpecs: refused('credential specs are not available locally'),
  disableNetworking: refused(notOnFargate),
  dnsSearchDomains: refused(notOnFargate),
  dnsServers: refused(notOnFargate),
  dockerSecurityOptions: refused(notOnFargate),
  extraHosts: refused('the awsvpc network mode does not support it'),
  firelensConfiguration: refused('FireLens is not available locally'),
  hostname: refused('the awsvpc network mode does not support it'),
  links: refused('the awsvpc network mode does not support it'),
  privileged: refused(notOnFargate),
  repositoryCredentials: refused(
    'images are pulled without credentials locally: pull them with docker pull first',
  ),
  resourceRequirements: refused('GPUs and inference accelerators are not available locally'),
  restartPolicy: z
    .strictObject({
      enabled: withoutValues(z.literal(false), { true: 'containers are not restarted in place locally' }),
      ignoredExitCodes: recorded('Containers are not restarted in place.', z.array(z.int()).max(50)),
      restartAttemptPeriod: recorded('Containers are not restarted in place.', z.int().min(60).max(1800)),
    })
    .optional(),
  volumesFrom: refused('it is not supported locally: mount the same volume in both containers'),
};

const members = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,255}$/, 'expected up to 255 letters, digits, hyphens and underscores'),
  image: z.string().min(1),
  essential: z.boolean().default(true),
  cpu: z.int().min(0).default(0),
  memory: z.int().min(4).optional(),
  memoryReservation: z.int().min(4).optional(),
  command: z.array(z.string()).optional(),
  entryPoint: z.array(z.string()).optional(),
  workingDirectory: z.string().optional(),
  user: z.string().optional(),
  environment: z.array(z.strictObject({ name: variableName, value: z.string().default('') })).default([]),
  environmentFiles: z.array(environmentFile).max(10, 'at most 10 files').default([]),
  secrets: z.array(z.strictObject({ name: variableName, valueFrom: z.string().min(1) })).default([]),
  portMappings: z.array(portMapping).default([]),
  healthCheck: healthCheck.optional(),
  logConfiguration: logConfiguration.optional(),
  dependsOn: z.array(dependency).default([]),
  startTimeout: z.int().min(2).optional(),
  stopTimeout: z.int().min(2).max(120).optional(),
  readonlyRootFilesystem: z.boolean().default(false),
  ulimits: z.array(ulimit).default([]),
  linuxParameters,
  mountPoints: z.array(mountPoint).default([]),
  interactive: z.boolean().exactOptional(),
  pseudoTerminal: z.boolean().exactOptional(),
  systemControls: z.array(systemControl).exactOptional(),
  dockerLabels: z.record(z.string(), z.string()).default({}),
  versionConsistency: z.enum(['enabled', 'disabled']).exactOptional(),
  ...notHonoured,
});

/**
 * A container as ECS's API and, with CloudFormation's names turned into the API's, a template define it. The
 * defaults that ECS fills in (no CPU share of its own, an empty list) count as absent.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerDefinition = members.transform((input) => {
  const { memory, memoryReservation, startTimeout, stopTimeout, linuxParameters, ...same } = without(
    input,
    notHonoured,
  );
  const { capabilities, tmpfs, initProcessEnabled } = linuxParameters;
  return present({
    ...same,
    cpu: same.cpu === 0 ? undefined : same.cpu,
    // Assumed: an empty list leaves the image its own, as in what the console writes.
    command: presentList(same.command ?? []),
    entryPoint: presentList(same.entryPoint ?? []),
    memoryMiB: memory,
    memoryReservationMiB: memoryReservation,
    environmentFiles: presentList(same.environmentFiles.map(({ value }) => value)),
    startTimeoutSeconds: startTimeout,
    stopTimeoutSeconds: stopTimeout,
    initProcessEnabled,
    addedCapabilities: presentList(capabilities.add),
    droppedCapabilities: presentList(capabilities.drop),
    tmpfs: presentList(tmpfs),
    // What ECS answers where nothing was said is as if it had not been said.
    interactive: same.interactive === true || undefined,
    pseudoTerminal: same.pseudoTerminal === true || undefined,
    versionConsistency: same.versionConsistency === 'disabled' ? same.versionConsistency : undefined,
    systemControls: presentList(same.systemControls ?? []),
  });
});

/**
 * A container in the model's terms: as the API has it, with units in the names. `valueFrom` of a secret is an ARN of
 * Secrets Manager (`arn:json-key:version-stage:version-id`) or SSM; environment files are ARNs of objects in S3.
 */
export type ContainerDefinition = Immutable<z.output<typeof containerDefinition>>;

function presentList<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
