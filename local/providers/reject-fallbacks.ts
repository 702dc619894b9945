import { Failure } from '../../failure/failure.ts';

/** A resource of a deployed stack, as CloudFormation's `DescribeStackResources` lists it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

/**
 * Fails with `LOCALSTACK_FALLBACK` where LocalStack says that a resource was created although it has nothing for
 * its type.
 */
export function rejectFallbacks(resources: readonly DeployedResource[]): void {
  const fallbacks = resources.filter(({ reason }) => reason?.includes('deployed as a fallback'));
  if (fallbacks.length === 0) return;
  const names = fallbacks.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  throw new Failure(
    'LOCALSTACK_FALLBACK',
    `LocalStack does not support ${names}: it reported a deployment without creating anything.`,
    {
      hint: 'Use a LocalStack that supports the type, or change its provider in local/providers/rows/.',
    },
  );
}
