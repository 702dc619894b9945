import { z } from 'zod';
import type { NetworkConfiguration } from '../../model/ecs.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
export const networkConfiguration = z
  .strictObject({
    awsvpcConfiguration: z.strictObject({
      subnets: z.array(z.string()).min(1).max(16),
      securityGroups: z.array(z.string()).max(5).default([]),
      assignPublicIp: z.enum(['ENABLED', 'DISABLED']).default('DISABLED'),
    }),
  })
  .transform(({ awsvpcConfiguration }): NetworkConfiguration => awsvpcConfiguration);
