import { z } from 'zod';
import type { ContainerState, TargetState, TaskOverrides, TaskState } from '../../model/cluster-state.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';

const text = z.string();
const time = z.number().exactOptional();

const container = objectOf<ContainerState>()({
  name: text,
  runtimeId: text.exactOptional(),
  lastStatus: z.enum(['PENDING', 'RUNNING', 'STOPPED']),
  startRequested: z.boolean(),
  stopSignalledAt: time,
  killedAt: time,
  startedAt: time,
  exitCode: z.number().exactOptional(),
  reason: text.exactOptional(),
  healthStatus: z.enum(['HEALTHY', 'UNHEALTHY', 'UNKNOWN']),
  imageDigest: text.exactOptional(),
});

const target = objectOf<TargetState>()({
  targetGroup: text,
  port: z.number(),
  state: z.enum(['unregistered', 'initial', 'healthy', 'unhealthy', 'draining', 'unused']),
  reason: text.exactOptional(),
  description: text.exactOptional(),
  registeredAt: time,
  confirmed: z.boolean().exactOptional(),
  drainingSince: time,
});

const overrides = objectOf<TaskOverrides>()({
  cpu: z.number().exactOptional(),
  memoryMiB: z.number().exactOptional(),
  containerOverrides: z.array(
    objectOf<TaskOverrides['containerOverrides'][number]>()({
      name: text,
      command: z.array(text).exactOptional(),
      environment: z.array(z.object({ name: text, value: text })).exactOptional(),
      cpu: z.number().exactOptional(),
      memoryMiB: z.number().exactOptional(),
    }),
  ),
});

/** A task as the state keeps it. */
export const task: z.ZodType<TaskState> = objectOf<TaskState>()({
  id: text,
  group: text,
  startedBy: text,
  taskDefinition: text,
  deploymentId: text.exactOptional(),
  desiredStatus: z.enum(['RUNNING', 'STOPPED']),
  lastStatus: z.enum([
    'PROVISIONING',
    'PENDING',
    'ACTIVATING',
    'RUNNING',
    'DEACTIVATING',
    'STOPPING',
    'DEPROVISIONING',
    'STOPPED',
  ]),
  createdAt: z.number(),
  startedAt: time,
  stoppingAt: time,
  stoppedAt: time,
  stopCode: z
    .enum([
      'TaskFailedToStart',
      'EssentialContainerExited',
      'UserInitiated',
      'ServiceSchedulerInitiated',
      'TerminationNotice',
    ])
    .exactOptional(),
  stoppedReason: text.exactOptional(),
  privateIp: text.exactOptional(),
  containers: z.array(container),
  targets: z.array(target),
  overrides,
  interactive: z.boolean(),
  enableExecuteCommand: z.boolean(),
  tags: textByName,
  provisionRequested: z.boolean().exactOptional(),
  startFailure: text.exactOptional(),
  healthyAt: time,
  unhealthyReported: z.boolean().exactOptional(),
  protectedUntil: time,
  executionStoppedAt: time,
  timeScale: z.number().exactOptional(),
  clientToken: z.object({ value: text, request: text }).exactOptional(),
});
