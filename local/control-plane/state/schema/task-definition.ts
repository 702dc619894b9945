import { z } from 'zod';
import type { ContainerDefinition, TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { RegisteredTaskDefinition } from '../../model/cluster-state.ts';
import { objectOf, requiredOf } from './object-of.ts';

const text = z.string();
const texts = z.array(text);
export const textByName = z.record(text, text);

type Ulimit = ContainerDefinition['ulimits'][number];

const containerDefinition = requiredOf<ContainerDefinition>()({
  name: text,
  image: text,
  essential: z.boolean(),
  environment: z.array(z.object({ name: text, value: text })),
  secrets: z.array(z.object({ name: text, valueFrom: text })),
  portMappings: z.array(
    requiredOf<ContainerDefinition['portMappings'][number]>()({
      containerPort: z.number(),
      protocol: z.enum(['tcp', 'udp']),
    }),
  ),
  dependsOn: z.array(
    z.object({ containerName: text, condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']) }),
  ),
  readonlyRootFilesystem: z.boolean(),
  ulimits: z.array(
    objectOf<Ulimit>()({
      name: z.custom<Ulimit['name']>((name) => typeof name === 'string', 'must be the name of a limit'),
      softLimit: z.number(),
      hardLimit: z.number(),
    }),
  ),
  initProcessEnabled: z.boolean(),
  mountPoints: z.array(z.object({ sourceVolume: text, containerPath: text, readOnly: z.boolean() })),
  dockerLabels: textByName,
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
  volumes: z.array(z.object({ name: text, hostPath: text.exactOptional() })),
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
    isOfTemplate: z.boolean().exactOptional(),
    content: taskDefinition,
  });
