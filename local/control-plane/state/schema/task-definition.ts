import { z } from 'zod';
import type { ContainerDefinition, TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { RegisteredTaskDefinition } from '../../model/cluster-state.ts';
import { objectOf } from './object-of.ts';

const text = z.string();
const texts = z.array(text);
export const textByName = z.record(text, text);

type Ulimit = ContainerDefinition['ulimits'][number];
type HealthCheck = NonNullable<ContainerDefinition['healthCheck']>;

const containerDefinition: z.ZodType<ContainerDefinition> = objectOf<ContainerDefinition>()({
  name: text,
  image: text,
  essential: z.boolean(),
  cpu: z.number().exactOptional(),
  memoryMiB: z.number().exactOptional(),
  memoryReservationMiB: z.number().exactOptional(),
  command: texts.exactOptional(),
  entryPoint: texts.exactOptional(),
  workingDirectory: text.exactOptional(),
  user: text.exactOptional(),
  environment: z.array(z.object({ name: text, value: text })),
  environmentFiles: texts.exactOptional(),
  secrets: z.array(z.object({ name: text, valueFrom: text })),
  portMappings: z.array(
    objectOf<ContainerDefinition['portMappings'][number]>()({
      containerPort: z.number(),
      protocol: z.enum(['tcp', 'udp']),
      name: text.exactOptional(),
    }),
  ),
  healthCheck: objectOf<HealthCheck>()({
    command: texts,
    intervalSeconds: z.number(),
    timeoutSeconds: z.number(),
    retries: z.number(),
    startPeriodSeconds: z.number(),
  }).exactOptional(),
  logConfiguration: z.object({ logDriver: z.literal('awslogs'), options: textByName }).exactOptional(),
  dependsOn: z.array(
    z.object({ containerName: text, condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']) }),
  ),
  startTimeoutSeconds: z.number().exactOptional(),
  stopTimeoutSeconds: z.number().exactOptional(),
  readonlyRootFilesystem: z.boolean(),
  ulimits: z.array(
    objectOf<Ulimit>()({
      name: z.custom<Ulimit['name']>((name) => typeof name === 'string', 'must be the name of a limit'),
      softLimit: z.number(),
      hardLimit: z.number(),
    }),
  ),
  initProcessEnabled: z.boolean(),
  addedCapabilities: z.array(z.literal('SYS_PTRACE')).exactOptional(),
  droppedCapabilities: texts.exactOptional(),
  tmpfs: z.array(z.object({ containerPath: text, sizeMiB: z.number(), mountOptions: texts })).exactOptional(),
  mountPoints: z.array(z.object({ sourceVolume: text, containerPath: text, readOnly: z.boolean() })),
  interactive: z.literal(true).exactOptional(),
  pseudoTerminal: z.literal(true).exactOptional(),
  systemControls: z.array(z.object({ namespace: text, value: text })).exactOptional(),
  dockerLabels: textByName,
  versionConsistency: z.literal('disabled').exactOptional(),
});

const taskDefinition: z.ZodType<TaskDefinition> = objectOf<TaskDefinition>()({
  logicalId: text,
  family: text,
  cpu: z.number(),
  memoryMiB: z.number(),
  networkMode: text,
  requiresCompatibilities: texts,
  taskRoleArn: text.exactOptional(),
  executionRoleArn: text.exactOptional(),
  containerDefinitions: z.array(containerDefinition),
  volumes: z.array(z.object({ name: text })),
  tags: textByName,
});

/** A revision as the state keeps it. */
export const registeredTaskDefinition: z.ZodType<RegisteredTaskDefinition> =
  objectOf<RegisteredTaskDefinition>()({
    arn: text,
    family: text,
    revision: z.number(),
    status: z.enum(['ACTIVE', 'INACTIVE']),
    registeredAt: z.number(),
    deregisteredAt: z.number().exactOptional(),
    content: taskDefinition,
  });
