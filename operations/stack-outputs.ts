import { z } from 'zod';
import { command } from '../failure/command.ts';
import { errorMessage } from '../failure/error-message.ts';
import { Failure } from '../failure/failure.ts';
import type { EnvironmentName, Target } from './target.ts';

/**
 * The outputs of an environment's stack. Raises `STACK_OUTPUTS_UNREADABLE` where there is no such stack, one of the outputs
 * is missing, or the credentials do not reach it, and `ENVIRONMENT_NOT_RUNNING` for the local one that is down.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export async function readStackOutputs<Outputs>(
  target: Target,
  schema: z.ZodType<Outputs>,
): Promise<Outputs> {
  const StackName = `spree-${target.environment}`;
  try {
    const cloudFormation = await target.clients.cloudFormation();
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
    const outputs = Stacks[0]?.Outputs ?? [];
    return schema.parse(
      Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    );
  } catch (cause) {
    throw outputsUnreadable(StackName, target.environment, process.env, cause);
  }
}

/** Why nothing is known of the stack, in AWS's words, and what to look at: an endpoint left by `local:env` first. */
export function outputsUnreadable(
  stack: string,
  environment: EnvironmentName,
  variables: NodeJS.ProcessEnv,
  cause: unknown,
): Failure {
  if (environment === 'local' && refused.safeParse(cause).success) return notRunning(cause);
  const why = cause instanceof z.ZodError ? `it has no ${missingOutputs(cause)}` : errorMessage(cause);
  return new Failure('STACK_OUTPUTS_UNREADABLE', `The outputs of the stack ${stack} cannot be read: ${why}`, {
    hint: whatToCheck(stack, environment, variables.AWS_ENDPOINT_URL),
    cause,
  });
}

/** Of a port on which nothing listens. */
const refused = z.object({ code: z.literal('ECONNREFUSED') });

function notRunning(cause: unknown): Failure {
  const message = `The local environment does not run: ${errorMessage(cause)}`;
  return new Failure('ENVIRONMENT_NOT_RUNNING', message, {
    hint: `Start it: ${command('local:up')}. What runs of it: ${command('local:status')}`,
    cause,
  });
}

function missingOutputs(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join('.')).join(', ');
}

function whatToCheck(stack: string, environment: EnvironmentName, endpoint: string | undefined): string {
  if (environment === 'local') return `Update the local environment: ${command('local:up')}`;
  const check = `Check the credentials (aws sts get-caller-identity) and that ${stack} is deployed.`;
  if (endpoint === undefined || endpoint === '') return check;
  return `To reach AWS, unset AWS_ENDPOINT_URL ('${endpoint}') and the other variables that local:env set. ${check}`;
}
