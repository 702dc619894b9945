import { z } from 'zod';
import { refused } from '../../../../../definition/properties/standing.ts';
import { cpuText, memoryText } from '../../../../../definition/resources/ecs/size.ts';
import type { TaskOverrides } from '../../../model/cluster-state.ts';

const notOverridden = refused('it cannot be overridden locally');

const containerOverride = z
  .object({
    name: z.string(),
    command: z.array(z.string()).exactOptional(),
    environment: z.array(z.object({ name: z.string(), value: z.string().default('') })).exactOptional(),
    cpu: z.int().exactOptional(),
    memory: z.int().optional(),
    environmentFiles: notOverridden,
    memoryReservation: notOverridden,
    resourceRequirements: notOverridden,
  })
  .transform(
    ({ memory, environmentFiles: _, memoryReservation: __, resourceRequirements: ___, ...override }) => ({
      ...override,
      ...(memory === undefined ? {} : { memoryMiB: memory }),
    }),
  );

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
export const taskOverridesInput = z
  .object({
    containerOverrides: z.array(containerOverride).default([]),
    cpu: cpuText.optional(),
    memory: memoryText.optional(),
    taskRoleArn: notOverridden,
    executionRoleArn: notOverridden,
    ephemeralStorage: notOverridden,
    inferenceAcceleratorOverrides: notOverridden,
  })
  .transform(
    ({ containerOverrides, cpu, memory }): TaskOverrides => ({
      containerOverrides,
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memoryMiB: memory }),
    }),
  );
