import { z } from 'zod';
import type { NetworkConfiguration } from '../../model/ecs.ts';
import { approximated } from '../../properties/standing.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
export const networkConfiguration = z
  .strictObject({
    awsvpcConfiguration: z.strictObject({
      subnets: approximated(
        z.array(z.string()).min(1).max(16),
        'They are reported; all tasks are in one network.',
      ),
      securityGroups: approximated(
        z.array(z.string()).max(5).default([]),
        'They are reported; nothing is filtered between tasks.',
      ),
      assignPublicIp: approximated(
        z.enum(['ENABLED', 'DISABLED']).default('DISABLED'),
        'It is reported; a task reaches the internet by way of this machine in either case.',
      ),
    }),
  })
  .transform(({ awsvpcConfiguration }): NetworkConfiguration => awsvpcConfiguration);
