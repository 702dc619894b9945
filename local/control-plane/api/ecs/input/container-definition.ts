import { z } from 'zod';
import type { ContainerDefinition } from '../../../../../definition/model/ecs.ts';
import { notOffered } from './not-offered.ts';

/** With defaults as ECS's. @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
const healthCheck = z
  .object({
    command: z.array(z.string()).min(1),
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

const portMapping = z
  .object({
    containerPort: z.int().min(1).max(65_535),
    hostPort: z.int().optional(),
    protocol: z.enum(['tcp', 'udp']).default('tcp'),
    name: z.string().exactOptional(),
    containerPortRange: notOffered,
  })
  .refine(
    ({ containerPort, hostPort }) => hostPort === undefined || hostPort === containerPort,
    'When networkMode=awsvpc, the host ports and container ports in port mappings must match',
  )
  .transform(({ containerPort, protocol, name }) => ({
    containerPort,
    protocol,
    ...(name === undefined ? {} : { name }),
  }));

const linuxParameters = z.object({
  initProcessEnabled: z.boolean().default(false),
  capabilities: notOffered,
  devices: notOffered,
  maxSwap: notOffered,
  sharedMemorySize: notOffered,
  swappiness: notOffered,
  tmpfs: notOffered,
});

const logConfiguration = z
  .object({
    logDriver: z.string(),
    options: z.record(z.string(), z.string()).default({}),
    secretOptions: notOffered,
  })
  .transform(({ logDriver, options }) => ({ logDriver, options }));

const mountPoint = z.object({
  sourceVolume: z.string(),
  containerPath: z.string(),
  readOnly: z.boolean().default(false),
});

const dependency = z.object({
  containerName: z.string(),
  condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']),
});

const ulimit = z.object({ name: z.string(), softLimit: z.int(), hardLimit: z.int() });

const notHonoured = {
  credentialSpecs: notOffered,
  disableNetworking: notOffered,
  dnsSearchDomains: notOffered,
  dnsServers: notOffered,
  dockerSecurityOptions: notOffered,
  environmentFiles: notOffered,
  extraHosts: notOffered,
  firelensConfiguration: notOffered,
  hostname: notOffered,
  interactive: notOffered,
  links: notOffered,
  privileged: notOffered,
  pseudoTerminal: notOffered,
  repositoryCredentials: notOffered,
  resourceRequirements: notOffered,
  restartPolicy: notOffered,
  systemControls: notOffered,
  volumesFrom: notOffered,
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const containerDefinitionInput = z
  .object({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,255}$/),
    image: z.string().min(1),
    essential: z.boolean().default(true),
    cpu: z.int().min(0).default(0),
    memory: z.int().min(4).optional(),
    memoryReservation: z.int().min(4).optional(),
    command: z.array(z.string()).exactOptional(),
    entryPoint: z.array(z.string()).exactOptional(),
    workingDirectory: z.string().exactOptional(),
    user: z.string().exactOptional(),
    environment: z.array(z.object({ name: z.string(), value: z.string().default('') })).default([]),
    secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })).default([]),
    portMappings: z.array(portMapping).default([]),
    healthCheck: healthCheck.exactOptional(),
    logConfiguration: logConfiguration.exactOptional(),
    dependsOn: z.array(dependency).default([]),
    startTimeout: z.int().min(2).max(120).optional(),
    stopTimeout: z.int().min(0).max(120).optional(),
    readonlyRootFilesystem: z.boolean().default(false),
    ulimits: z.array(ulimit).default([]),
    linuxParameters: linuxParameters.optional(),
    mountPoints: z.array(mountPoint).default([]),
    dockerLabels: z.record(z.string(), z.string()).default({}),
    ...notHonoured,
  })
  .transform(toContainerDefinition);

interface RenamedMembers {
  readonly cpu: number;
  readonly memory?: number | undefined;
  readonly memoryReservation?: number | undefined;
  readonly startTimeout?: number | undefined;
  readonly stopTimeout?: number | undefined;
  readonly linuxParameters?: { readonly initProcessEnabled: boolean } | undefined;
}

type SameMembers = Omit<
  ContainerDefinition,
  | 'cpu'
  | 'memoryMiB'
  | 'memoryReservationMiB'
  | 'startTimeoutSeconds'
  | 'stopTimeoutSeconds'
  | 'initProcessEnabled'
>;

/** What ECS fills in (no CPU share of its own, an empty list) is as if it had not been said. */
function toContainerDefinition(input: SameMembers & RenamedMembers): ContainerDefinition {
  const { cpu, memory, memoryReservation, startTimeout, stopTimeout, linuxParameters } = input;
  return {
    ...sameMembers(input),
    ...(cpu === 0 ? {} : { cpu }),
    ...(memory === undefined ? {} : { memoryMiB: memory }),
    ...(memoryReservation === undefined ? {} : { memoryReservationMiB: memoryReservation }),
    ...(startTimeout === undefined ? {} : { startTimeoutSeconds: startTimeout }),
    ...(stopTimeout === undefined ? {} : { stopTimeoutSeconds: stopTimeout }),
    initProcessEnabled: linuxParameters?.initProcessEnabled ?? false,
  };
}

function sameMembers(input: SameMembers): SameMembers {
  return {
    name: input.name,
    image: input.image,
    essential: input.essential,
    environment: input.environment,
    secrets: input.secrets,
    portMappings: input.portMappings,
    dependsOn: input.dependsOn,
    readonlyRootFilesystem: input.readonlyRootFilesystem,
    ulimits: input.ulimits,
    mountPoints: input.mountPoints,
    dockerLabels: input.dockerLabels,
    ...(input.command === undefined ? {} : { command: input.command }),
    ...(input.entryPoint === undefined ? {} : { entryPoint: input.entryPoint }),
    ...(input.workingDirectory === undefined ? {} : { workingDirectory: input.workingDirectory }),
    ...(input.user === undefined ? {} : { user: input.user }),
    ...(input.healthCheck === undefined ? {} : { healthCheck: input.healthCheck }),
    ...(input.logConfiguration === undefined ? {} : { logConfiguration: input.logConfiguration }),
  };
}
