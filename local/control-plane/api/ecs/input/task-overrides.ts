import { z } from 'zod';
import type { TaskOverrides } from '../../../model/cluster-state.ts';
import { notOffered } from './not-offered.ts';
import { cpuText, memoryText } from './size.ts';

const containerOverride = z
  .object({
    name: z.string(),
    command: z.array(z.string()).exactOptional(),
    environment: z.array(z.object({ name: z.string(), value: z.string().default('') })).exactOptional(),
    cpu: z.int().exactOptional(),
    memory: z.int().optional(),
    environmentFiles: notOffered,
    memoryReservation: notOffered,
    resourceRequirements: notOffered,
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
    taskRoleArn: notOffered,
    executionRoleArn: notOffered,
    ephemeralStorage: notOffered,
    inferenceAcceleratorOverrides: notOffered,
  })
  .transform(
    ({ containerOverrides, cpu, memory }): TaskOverrides => ({
      containerOverrides,
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memoryMiB: memory }),
    }),
  );
