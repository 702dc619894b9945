import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { isNoSuchStack } from '../infrastructure/stack-state.ts';
import type { RemovalCandidate } from './assert-removable.ts';
import { readStackContents } from './stack-contents.ts';

/** A stack as it is deployed. Raises `NO_SUCH_STACK` where there is none. */
export async function readDeployedStack(
  clients: Pick<AwsClients, 'cloudFormation'>,
  { environment, stack }: { readonly environment: string; readonly stack: string },
): Promise<RemovalCandidate> {
  const cloudFormation = await clients.cloudFormation();
  try {
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName: stack });
    return {
      ...{ environment, stack },
      isTerminationProtected: Stacks[0]?.EnableTerminationProtection === true,
      contents: await readStackContents(clients, stack),
    };
  } catch (error) {
    if (!isNoSuchStack(error)) throw error;
    throw new Failure('NO_SUCH_STACK', `There is no stack ${stack} in this account and region`, {
      hint: 'It was deleted already, or was never deployed. Check the region (--region).',
    });
  }
}
