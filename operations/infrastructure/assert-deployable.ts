import { Failure } from '../../failure/failure.ts';
import type { InfrastructureStack } from './infrastructure-stack.ts';
import type { RegionalClients } from './regional-clients.ts';
import { afterFailure, readStackStatus } from './stack-state.ts';

/** States from which CloudFormation goes nowhere until somebody has done something. */
const stuck: ReadonlySet<string> = new Set([
  ...['CREATE_FAILED', 'ROLLBACK_FAILED', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED'],
]);

/**
 * Refuses a deployment that CloudFormation would refuse later, after an image was built or migrations were run: where a stack is
 * stuck, or is being changed. Raises `STACK_NOT_READY` that says what to do.
 */
export async function assertDeployable(
  stacks: readonly Pick<InfrastructureStack, 'name' | 'region'>[],
  clientsOf: RegionalClients,
): Promise<void> {
  for (const { name: stack, region } of stacks) {
    if (region === undefined) continue;
    const status = await readStackStatus(clientsOf(region), stack);
    // Nobody has begun with a stack in review, and the cleaning up after an update keeps nobody waiting long.
    if (status === undefined || status === 'REVIEW_IN_PROGRESS') continue;
    if (status.endsWith('_CLEANUP_IN_PROGRESS')) continue;
    if (!stuck.has(status) && !status.endsWith('_IN_PROGRESS')) continue;
    const { state, next } = afterFailure({ stack, region, status });
    throw new Failure('STACK_NOT_READY', `${state}, so it cannot be deployed`, { hint: next });
  }
}
