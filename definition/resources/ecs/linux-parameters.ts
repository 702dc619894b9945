import { z } from 'zod';
import { refused } from '../../properties/standing.ts';

const notOnFargate = 'Fargate does not support it';

const capabilities = z
  .strictObject({
    add: z.array(z.literal('SYS_PTRACE', 'Fargate adds no capability but SYS_PTRACE')).default([]),
    drop: z.array(z.string()).default([]),
  })
  .default({ add: [], drop: [] });

const tmpfs = z
  .strictObject({
    containerPath: z.string().startsWith('/', 'a path that begins with /'),
    /** MiB. */
    size: z.int().min(1),
    mountOptions: z.array(z.string()).default([]),
  })
  .transform(({ containerPath, size, mountOptions }) => ({ containerPath, sizeMiB: size, mountOptions }));

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html */
export const linuxParameters = z
  .strictObject({
    initProcessEnabled: z.boolean().default(false),
    capabilities,
    tmpfs: z.array(tmpfs).default([]),
    devices: refused(notOnFargate),
    maxSwap: refused(notOnFargate),
    sharedMemorySize: refused(notOnFargate),
    swappiness: refused(notOnFargate),
  })
  .default({ initProcessEnabled: false, capabilities: { add: [], drop: [] }, tmpfs: [] });
