import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';

/** Where a stack is: undefined as its status if there is none. */
export interface StackState {
  readonly stack: string;
  readonly region: string;
  readonly status: string | undefined;
}

/** The status of a stack as CloudFormation says it; undefined where there is none. Raises what AWS raises. */
export async function readStackStatus(
  clients: Pick<AwsClients, 'cloudFormation'>,
  stack: string,
): Promise<string | undefined> {
  const cloudFormation = await clients.cloudFormation();
  try {
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName: stack });
    return Stacks[0]?.StackStatus;
  } catch (error) {
    if (isNoSuchStack(error)) return undefined;
    throw error;
  }
}

/**
 * Whether a stack of this status has nothing yet: there is none, nobody has begun with one in review, and one that was rolled
 * back from its creation is made anew.
 */
export function hasNothing(status: string | undefined): boolean {
  return status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'ROLLBACK_COMPLETE';
}

const validationError = z.object({ name: z.literal('ValidationError'), message: z.string() });

/**
 * CloudFormation has no code of its own for a stack that is not there, and says the same `ValidationError` of a wrong name,
 * which ours is not.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function isNoSuchStack(error: unknown): boolean {
  const { data } = validationError.safeParse(
    error instanceof Error ? { name: error.name, message: error.message } : undefined,
  );
  return data !== undefined && / does not exist/.test(data.message);
}

/** In which state things are after a deployment or a deletion that failed, and what to do then. */
export function afterFailure({ stack, region, status }: StackState): { state: string; next: string } {
  const events = `aws cloudformation describe-stack-events --stack-name ${stack} --region ${region}`;
  const again = 'Fix the cause and run it again.';
  if (status === undefined) return { state: `${stack} does not exist`, next: again };
  const state = `${stack} is ${status}`;
  const next = nextByStatus({ stack, region })[status];
  if (next !== undefined) return { state, next };
  if (status.endsWith('_IN_PROGRESS')) {
    return {
      state,
      next: `CloudFormation is still changing it: wait until it has finished (${events}), and run it again.`,
    };
  }
  return { state, next: again };
}

function nextByStatus({ stack, region }: Omit<StackState, 'status'>): Readonly<Record<string, string>> {
  const of = `--stack-name ${stack} --region ${region}`;
  const again = 'Fix the cause and run it again.';
  return {
    ROLLBACK_COMPLETE: `Nothing is left of the first deployment. ${again} It begins anew.`,
    ROLLBACK_FAILED: `Delete what is left (aws cloudformation delete-stack ${of}). ${again}`,
    CREATE_FAILED: `Delete what is left (aws cloudformation delete-stack ${of}). ${again}`,
    REVIEW_IN_PROGRESS: `Nothing was made yet. ${again}`,
    UPDATE_ROLLBACK_COMPLETE: `All is as it was before. ${again}`,
    UPDATE_ROLLBACK_FAILED: `Fix what the message names, continue the rollback (aws cloudformation continue-update-rollback ${of}), and run it again.`,
    UPDATE_FAILED: `Go back (aws cloudformation rollback-stack ${of}). ${again}`,
    DELETE_FAILED:
      'Some resources are left. Fix the cause and delete the stack again: only these are deleted then.',
  };
}
