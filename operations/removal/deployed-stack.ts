import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { isNoSuchStack } from '../infrastructure/stack-state.ts';
import type { RemovalCandidate } from './assert-removable.ts';
import { readStackContents } from './stack-contents.ts';

type Clients = Pick<AwsClients, 'cloudFormation'>;

/**
 * A stack as it is deployed, or as it was deleted last: so a deletion that was interrupted can go on with what the stack has
 * left. Raises `NO_SUCH_STACK` where CloudFormation knows of none.
 */
export async function readDeployedStack(
  clients: Clients,
  { environment, stack }: { readonly environment: string; readonly stack: string },
): Promise<RemovalCandidate> {
  const isTerminationProtected = await readProtection(clients, stack);
  const id = isTerminationProtected === undefined ? await lastDeleted(clients, stack) : stack;
  if (id === undefined) {
    throw new Failure('NO_SUCH_STACK', `There is no stack ${stack} in this account and region`, {
      hint: 'It was never deployed here, or was deleted long ago. Check the region (--region).',
    });
  }
  return {
    ...{ environment, stack, isTerminationProtected: isTerminationProtected ?? false },
    contents: await readStackContents(clients, id),
  };
}

/** Undefined where there is no such stack. */
async function readProtection(
  { cloudFormation: open }: Clients,
  StackName: string,
): Promise<boolean | undefined> {
  const cloudFormation = await open();
  try {
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
    return Stacks[0]?.EnableTerminationProtection === true;
  } catch (error) {
    if (isNoSuchStack(error)) return undefined;
    throw error;
  }
}

/**
 * The id of the stack of this name that was deleted last; CloudFormation keeps them for 90 days.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
async function lastDeleted({ cloudFormation: open }: Clients, stack: string): Promise<string | undefined> {
  const cloudFormation = await open();
  const deleted = await allPages(async (NextToken) => {
    const page = await cloudFormation.listStacks({
      StackStatusFilter: ['DELETE_COMPLETE'],
      ...(NextToken !== undefined && { NextToken }),
    });
    return { items: page.StackSummaries ?? [], next: page.NextToken };
  });
  const own = deleted.filter(({ StackName }) => StackName === stack);
  const at = ({ DeletionTime }: (typeof own)[number]) => DeletionTime?.getTime() ?? 0;
  return own.toSorted((one, other) => at(other) - at(one))[0]?.StackId;
}
