import { z } from 'zod';
import type { TaskDefinition } from '../../../../../definition/model/ecs.ts';
import { containerDefinitionInput } from './container-definition.ts';
import { notOffered } from './not-offered.ts';
import { cpuText, memoryText } from './size.ts';
import { tagsInput } from './tags.ts';

const volume = z
  .object({
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,255}$/),
    host: notOffered,
    configuredAtLaunch: notOffered,
    dockerVolumeConfiguration: notOffered,
    efsVolumeConfiguration: notOffered,
    fsxWindowsFileServerVolumeConfiguration: notOffered,
    s3filesVolumeConfiguration: notOffered,
  })
  .transform(({ name }) => ({ name }));

/**
 * `runtimePlatform` and `ephemeralStorage` are taken and have no effect here: the images are the engine's own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const taskDefinitionInput = z.object({
  family: z.string(),
  cpu: cpuText.optional(),
  memory: memoryText.optional(),
  networkMode: z.string().optional(),
  requiresCompatibilities: z.array(z.string()).default([]),
  taskRoleArn: z.string().optional(),
  executionRoleArn: z.string().optional(),
  containerDefinitions: z.array(containerDefinitionInput),
  volumes: z.array(volume).default([]),
  tags: tagsInput,
  inferenceAccelerators: notOffered,
  ipcMode: notOffered,
  pidMode: notOffered,
  placementConstraints: notOffered,
  proxyConfiguration: notOffered,
});

/** A registration whose Fargate rules were checked, as content of a revision. */
export function taskDefinitionContent(
  input: z.output<typeof taskDefinitionInput>,
  size: { readonly cpu: number; readonly memoryMiB: number },
  logicalId: string,
): TaskDefinition {
  const { taskRoleArn, executionRoleArn } = input;
  return {
    logicalId,
    family: input.family,
    ...size,
    networkMode: 'awsvpc',
    requiresCompatibilities: input.requiresCompatibilities,
    ...(taskRoleArn === undefined ? {} : { taskRoleArn }),
    ...(executionRoleArn === undefined ? {} : { executionRoleArn }),
    containerDefinitions: input.containerDefinitions,
    volumes: input.volumes,
    tags: input.tags,
  };
}
