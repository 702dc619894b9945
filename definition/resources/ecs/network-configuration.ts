import { z } from 'zod';
import type { NetworkConfiguration } from '../../model/ecs.ts';
import { approximated } from '../../properties/standing.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
export const networkConfiguration = z
  .strictObject({
    awsvpcConfiguration: z.strictObject({
      subnets: approximated(
        z.array(z.string()).min(1).max(16),
        'The API reports it; all tasks share one network.',
      ),
      securityGroups: approximated(
        z.array(z.string()).max(5).default([]),
        'The API reports it; traffic between tasks is not filtered.',
      ),
      assignPublicIp: approximated(
        z.enum(['ENABLED', 'DISABLED']).default('DISABLED'),
        'The API reports it; tasks always reach the internet through this machine.',
      ),
    }),
  })
  .transform(({ awsvpcConfiguration }): NetworkConfiguration => awsvpcConfiguration);
