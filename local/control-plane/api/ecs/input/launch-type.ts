import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';

/** Where tasks are to run. */
export const launchMembers = {
  launchType: z.enum(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES']).optional(),
  capacityProviderStrategy: z.array(z.object({ capacityProvider: z.string() })).default([]),
};

const fargateProviders = ['FARGATE', 'FARGATE_SPOT'];

/**
 * Raises `InvalidParameterException` unless Fargate is asked for. Without a launch type or strategy ECS takes
 * EC2, of which a Fargate cluster has no instances. Both Fargate providers run alike here.
 */
export function requireFargate(input: {
  readonly launchType?: string | undefined;
  readonly capacityProviderStrategy: readonly { readonly capacityProvider: string }[];
}): void {
  const { launchType, capacityProviderStrategy } = input;
  if (launchType !== undefined && capacityProviderStrategy.length > 0) {
    throw invalid('Specifying both a launch type and capacity provider strategy is not supported.');
  }
  const stranger = capacityProviderStrategy.find((one) => !fargateProviders.includes(one.capacityProvider));
  if (stranger !== undefined) {
    throw invalid(
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.',
    );
  }
  if (launchType !== 'FARGATE' && capacityProviderStrategy.length === 0) {
    throw invalid('No Container Instances were found in your cluster.');
  }
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);
