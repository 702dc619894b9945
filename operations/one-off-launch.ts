import { z } from 'zod';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import type { EnvironmentName, Target } from './target.ts';

/** What starting one-off tasks in an environment requires, and where their output goes. */
export interface OneOffLaunch {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly container: string;
  readonly logGroup: string;
  readonly logStreamPrefix: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

const outputsSchema = z.object({
  ClusterName: z.string(),
  OneOffTaskFamily: z.string(),
  OneOffSecurityGroup: z.string(),
  PrivateSubnets: z.string(),
});

/**
 * Reads how to start one-off tasks from the outputs of the deployed stack and from the task definition. Raises
 * `STACK_OUTPUTS_UNREADABLE` where there is no such stack or the credentials do not reach it.
 */
export async function readOneOffLaunch(target: Target): Promise<OneOffLaunch> {
  const outputs = await readOutputs(target);
  const ecs = await target.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: outputs.OneOffTaskFamily });
  const [container] = taskDefinition?.containerDefinitions ?? [];
  const options = container?.logConfiguration?.options ?? {};
  return {
    cluster: outputs.ClusterName,
    taskDefinition: outputs.OneOffTaskFamily,
    container: container?.name ?? '',
    logGroup: options['awslogs-group'] ?? '',
    logStreamPrefix: options['awslogs-stream-prefix'] ?? '',
    subnets: outputs.PrivateSubnets.split(','),
    securityGroups: [outputs.OneOffSecurityGroup],
  };
}

async function readOutputs(target: Target): Promise<z.infer<typeof outputsSchema>> {
  const StackName = `spree-${target.environment}`;
  try {
    const cloudFormation = await target.clients.cloudFormation();
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
    const outputs = Stacks[0]?.Outputs ?? [];
    return outputsSchema.parse(
      Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    );
  } catch (cause) {
    throw launchUnknown(StackName, target.environment, process.env, cause);
  }
}

/** Why nothing is known of the stack, in AWS's words, and what to look at: an endpoint left by `local:env` first. */
export function launchUnknown(
  stack: string,
  environment: EnvironmentName,
  variables: NodeJS.ProcessEnv,
  cause: unknown,
): Failure {
  const why = cause instanceof z.ZodError ? `it has no ${missingOutputs(cause)}` : messageOf(cause);
  return new Failure('STACK_OUTPUTS_UNREADABLE', `The outputs of the stack ${stack} cannot be read: ${why}`, {
    hint: whatToCheck(stack, environment, variables.AWS_ENDPOINT_URL),
    cause,
  });
}

function missingOutputs(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join('.')).join(', ');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function whatToCheck(stack: string, environment: EnvironmentName, endpoint: string | undefined): string {
  if (environment === 'local') return `Update the local environment: ${command('local:up')}`;
  const check = `Check the credentials (aws sts get-caller-identity) and that ${stack} is deployed.`;
  if (endpoint === undefined || endpoint === '') return check;
  return `To reach AWS, unset AWS_ENDPOINT_URL ('${endpoint}') and the other variables that local:env set. ${check}`;
}
