import { z } from 'zod';
import type { ContainerDefinition, ContainerHealthCheck } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import { flag, number, text, textRecord, texts } from '../../properties/scalars.ts';

/** CloudFormation would put the value itself here; nothing does that locally, and the value would be in clear. */
const plainText = text.refine(
  (value) => !value.includes('{{resolve:'),
  'a dynamic reference is not read into a container: hand it over under Secrets',
);

const nameValues = z.array(z.object({ Name: text, Value: plainText.default('') })).default([]);

const healthCheck = z.object({
  Command: texts.min(1),
  Interval: number.default(30),
  Timeout: number.default(5),
  Retries: number.default(3),
  StartPeriod: number.default(0),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-taskdefinition-containerdefinition.html */
export const containerSchema = z.object({
  Name: text,
  Image: text,
  Essential: flag.default(true),
  Cpu: number.optional(),
  Memory: number.optional(),
  MemoryReservation: number.optional(),
  Command: z.array(plainText).optional(),
  EntryPoint: z.array(plainText).optional(),
  WorkingDirectory: text.optional(),
  User: text.optional(),
  Environment: nameValues,
  Secrets: z.array(z.object({ Name: text, ValueFrom: text })).default([]),
  PortMappings: z
    .array(
      z.object({
        ContainerPort: number,
        Protocol: z.enum(['tcp', 'udp']).default('tcp'),
        Name: text.optional(),
      }),
    )
    .default([]),
  HealthCheck: healthCheck.optional(),
  LogConfiguration: z.object({ LogDriver: text, Options: textRecord.default({}) }).optional(),
  DependsOn: z
    .array(z.object({ ContainerName: text, Condition: z.enum(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY']) }))
    .default([]),
  StopTimeout: number.optional(),
  StartTimeout: number.optional(),
  ReadonlyRootFilesystem: flag.default(false),
  Ulimits: z.array(z.object({ Name: text, SoftLimit: number, HardLimit: number })).default([]),
  LinuxParameters: z
    .object({ InitProcessEnabled: flag.default(false) })
    .default({ InitProcessEnabled: false }),
  MountPoints: z
    .array(z.object({ SourceVolume: text, ContainerPath: text, ReadOnly: flag.default(false) }))
    .default([]),
  DockerLabels: textRecord.default({}),
});

type ContainerProperties = z.output<typeof containerSchema>;

/** CloudFormation's spelling of a container to the model's. */
export function toContainer(properties: ContainerProperties): ContainerDefinition {
  return present({
    name: properties.Name,
    image: properties.Image,
    essential: properties.Essential,
    cpu: properties.Cpu,
    memoryMiB: properties.Memory,
    memoryReservationMiB: properties.MemoryReservation,
    command: properties.Command,
    entryPoint: properties.EntryPoint,
    workingDirectory: properties.WorkingDirectory,
    user: properties.User,
    environment: properties.Environment.map(({ Name, Value }) => ({ name: Name, value: Value })),
    secrets: properties.Secrets.map(({ Name, ValueFrom }) => ({ name: Name, valueFrom: ValueFrom })),
    portMappings: properties.PortMappings.map(({ ContainerPort, Protocol, Name }) =>
      present({ containerPort: ContainerPort, protocol: Protocol, name: Name }),
    ),
    healthCheck: properties.HealthCheck && toHealthCheck(properties.HealthCheck),
    logConfiguration: properties.LogConfiguration && {
      logDriver: properties.LogConfiguration.LogDriver,
      options: properties.LogConfiguration.Options,
    },
    dependsOn: properties.DependsOn.map(({ ContainerName, Condition }) => ({
      containerName: ContainerName,
      condition: Condition,
    })),
    stopTimeoutSeconds: properties.StopTimeout,
    startTimeoutSeconds: properties.StartTimeout,
    readonlyRootFilesystem: properties.ReadonlyRootFilesystem,
    ulimits: properties.Ulimits.map(({ Name, SoftLimit, HardLimit }) => ({
      name: Name,
      softLimit: SoftLimit,
      hardLimit: HardLimit,
    })),
    initProcessEnabled: properties.LinuxParameters.InitProcessEnabled,
    mountPoints: properties.MountPoints.map(({ SourceVolume, ContainerPath, ReadOnly }) => ({
      sourceVolume: SourceVolume,
      containerPath: ContainerPath,
      readOnly: ReadOnly,
    })),
    dockerLabels: properties.DockerLabels,
  });
}

function toHealthCheck(properties: z.output<typeof healthCheck>): ContainerHealthCheck {
  return {
    command: properties.Command,
    intervalSeconds: properties.Interval,
    timeoutSeconds: properties.Timeout,
    retries: properties.Retries,
    startPeriodSeconds: properties.StartPeriod,
  };
}
