import { z } from 'zod';
import type { NetworkConfiguration } from '../../../../../definition/model/ecs.ts';
import { AwsError } from '../../aws-error.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html */
export const networkConfigurationInput = z
  .object({
    awsvpcConfiguration: z.object({
      subnets: z.array(z.string()).min(1).max(16),
      securityGroups: z.array(z.string()).max(5).default([]),
      assignPublicIp: z.enum(['ENABLED', 'DISABLED']).default('DISABLED'),
    }),
  })
  .transform(({ awsvpcConfiguration }): NetworkConfiguration => awsvpcConfiguration);

/** Raises `InvalidParameterException`: Fargate's network mode is always `awsvpc`, which needs one. */
export function requireNetwork(network: NetworkConfiguration | undefined): NetworkConfiguration {
  if (network !== undefined) return network;
  throw new AwsError(
    'InvalidParameterException',
    "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
  );
}
