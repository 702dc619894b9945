import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { DeployedResource } from './reject-fallbacks.ts';

/**
 * Fails with `LOCALSTACK_DEPLOYMENT_FAILED` where a resource failed in the last deployment of a stack. LocalStack rolls
 * back and then calls the stack up to date, so that cdklocal mostly ends as if nothing had happened. `events` are those
 * of `DescribeStackEvents`, the newest first.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export function rejectFailedResources(stackName: string, events: readonly DeployedResource[]): void {
  const begin = events.findIndex(
    ({ logicalId, status }) => logicalId === stackName && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(status),
  );
  const failed = events
    .slice(0, begin < 0 ? undefined : begin)
    .filter(({ logicalId, status }) => logicalId !== stackName && status.endsWith('_FAILED'))
    .at(-1);
  if (failed === undefined) return;
  const { logicalId, type, reason = 'no reason given' } = failed;
  throw new Failure(
    'LOCALSTACK_DEPLOYMENT_FAILED',
    `LocalStack could not deploy ${logicalId} (${type}): ${reason.replace(/\.$/, '')}.`,
    {
      hint: `Correct it and run ${command('local:up')}. That starts a new LocalStack, without what you created in it by hand.`,
    },
  );
}
