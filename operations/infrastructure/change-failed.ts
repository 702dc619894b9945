import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { failedResources } from './failed-resources.ts';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import type { InfrastructureStack } from './infrastructure-stack.ts';
import type { RegionalClients } from './regional-clients.ts';
import { afterFailure, readStackStatus } from './stack-state.ts';

/** A change that failed, and how far it came. */
export interface FailedChange {
  readonly error: unknown;
  readonly events: readonly InfrastructureEvent[];
  /** In the order of the change. */
  readonly stacks: readonly Pick<InfrastructureStack, 'name' | 'region'>[];
}

/**
 * What a change failed with: the resources that failed first, in which state their stack is, and what to do. What says more by
 * itself, such as that credentials are missing, stays as it is.
 */
export async function changeFailed(
  code: string,
  { error, events, stacks }: FailedChange,
  clientsOf: RegionalClients,
): Promise<unknown> {
  if (!(error instanceof Failure) || error.code !== 'INFRASTRUCTURE_FAILED') return error;
  const resources = failedResources(events.filter((event) => event.type === 'resource'));
  const why = resources.length === 0 ? error.message : resources.join('\n');
  const done = new Set(events.flatMap((event) => (event.type === 'stack ended' ? [event.stack] : [])));
  const failed = stacks.find(({ name }) => !done.has(name));
  if (failed?.region === undefined) {
    return new Failure(code, why, { ...(error.hint !== undefined && { hint: error.hint }), cause: error });
  }
  const { state, next } = await stateOf(clientsOf, failed.name, failed.region);
  return new Failure(code, `${why}\n${state}.`, { hint: next, cause: error });
}

/** The state as far as it can be read: the failure itself matters more than that it cannot. */
async function stateOf(clientsOf: RegionalClients, stack: string, region: string) {
  try {
    return afterFailure({ stack, region, status: await readStackStatus(clientsOf(region), stack) });
  } catch (error) {
    const events = `aws cloudformation describe-stack-events --stack-name ${stack} --region ${region}`;
    return {
      state: `The state of ${stack} cannot be read: ${errorMessage(error)}`,
      next: `Look at its events first: ${events}`,
    };
  }
}
