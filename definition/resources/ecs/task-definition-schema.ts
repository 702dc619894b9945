import { z } from 'zod';
import { notOnFargate } from '../../properties/common-reasons.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { containerDefinition } from './container-definition.ts';
import { cpuText, memoryText } from './size.ts';
import { tags } from './tags.ts';

const volume = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,255}$/, 'expected up to 255 letters, digits, hyphens and underscores'),
    host: z.strictObject({ sourcePath: refused('Fargate does not mount host directories') }).optional(),
    configuredAtLaunch: refused('EBS volumes are not available locally'),
    dockerVolumeConfiguration: refused(notOnFargate),
    efsVolumeConfiguration: refused('EFS is not available locally'),
    fsxWindowsFileServerVolumeConfiguration: refused(notOnFargate),
    s3FilesVolumeConfiguration: refused('S3 Files volumes are not available locally'),
  })
  .transform(({ name }) => ({ name }));

const runtimePlatform = z.strictObject({
  operatingSystemFamily: withoutValues(z.literal('LINUX').optional(), (family) =>
    family.startsWith('WINDOWS_SERVER_') ? 'only Linux containers are supported locally' : undefined,
  ),
  cpuArchitecture: recorded(
    'Containers run on the architecture of the machine.',
    z.enum(['X86_64', 'ARM64']),
  ),
});

/**
 * What `RegisterTaskDefinition` and a template's task definition have in common.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const taskDefinitionMembers = {
  cpu: cpuText.optional(),
  memory: memoryText.optional(),
  networkMode: z.string().optional(),
  requiresCompatibilities: z.array(z.enum(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'])).default([]),
  taskRoleArn: z.string().optional(),
  executionRoleArn: z.string().optional(),
  containerDefinitions: z.array(containerDefinition),
  volumes: z.array(volume).default([]),
  tags,
  enableFaultInjection: refused('fault injection is not available locally'),
  ephemeralStorage: recorded(
    'Containers can use all free disk space of the machine.',
    z.strictObject({ sizeInGiB: z.int().min(21).max(200) }),
  ),
  inferenceAccelerators: refused('inference accelerators are not available locally'),
  ipcMode: refused(notOnFargate),
  pidMode: refused('the containers of a task do not share process IDs locally'),
  placementConstraints: refused(notOnFargate),
  proxyConfiguration: refused('App Mesh is not available locally'),
  runtimePlatform: runtimePlatform.optional(),
};

/** A template's task definition in the API's spelling; CloudFormation makes a family where it has none. */
export const taskDefinitionSchema = z.strictObject({
  family: z.string().optional(),
  ...taskDefinitionMembers,
});

export type TaskDefinitionInput = Omit<z.output<typeof taskDefinitionSchema>, 'family'> & {
  readonly family: string;
};
