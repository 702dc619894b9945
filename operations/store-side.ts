import { z } from 'zod';
import { type AwsClients, awsClients } from '../aws/clients.ts';
import { Failure } from '../failure/failure.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { readPorts } from '../local/environment/ports.ts';

const environments = ['local', 'staging', 'production'] as const;

/** The environments of the definition: `local` is this machine, the others are on AWS. */
export type EnvironmentName = (typeof environments)[number];

/** The side that a script speaks to: the same AWS calls on each, only the endpoint differs. */
export interface StoreSide {
  readonly environment: EnvironmentName;
  readonly clients: AwsClients;
}

/** The value of `--env`; `local` when it is not given. Raises `BAD_ENVIRONMENT`. */
export function environmentOption(value: string | boolean | undefined): EnvironmentName {
  if (value === undefined) return 'local';
  const found = environments.find((name) => name === value);
  if (found !== undefined) return found;
  throw new Failure('BAD_ENVIRONMENT', `--env is '${value}'`, {
    hint: `Use one of: ${environments.join(', ')}.`,
    exitCode: 2,
  });
}

/** The side of an environment. Raises `ENVIRONMENT_NOT_STARTED` where the local one was never started. */
export async function openStoreSide(
  environment: EnvironmentName,
  local: LocalEnvironment,
  region: string,
): Promise<StoreSide> {
  if (environment !== 'local') return { environment, clients: awsClients({ environment, region }) };
  const ports = await readPorts(local);
  if (ports === undefined) {
    throw new Failure('ENVIRONMENT_NOT_STARTED', `The local environment ${local.name} was never started`, {
      hint: 'Start it: npx -y pnpm@12 local:up',
    });
  }
  return {
    environment,
    clients: awsClients({ environment, endpoint: `http://127.0.0.1:${ports.aws}`, region }),
  };
}

/** How one-off tasks are started on a side, and where their output goes. */
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
 * `LAUNCH_UNKNOWN` where there is no such stack or the credentials do not reach it.
 */
export async function readOneOffLaunch(side: StoreSide): Promise<OneOffLaunch> {
  const outputs = await readOutputs(side);
  const ecs = await side.clients.ecs();
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

async function readOutputs(side: StoreSide): Promise<z.infer<typeof outputsSchema>> {
  const StackName = `spree-${side.environment}`;
  try {
    const cloudFormation = await side.clients.cloudFormation();
    const { Stacks = [] } = await cloudFormation.describeStacks({ StackName });
    const outputs = Stacks[0]?.Outputs ?? [];
    return outputsSchema.parse(
      Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
    );
  } catch (cause) {
    throw launchUnknown(StackName, side.environment, process.env, cause);
  }
}

/** Why nothing is known of the stack, in AWS's words, and what to look at: an endpoint left by `local:env` first. */
export function launchUnknown(
  stack: string,
  environment: EnvironmentName,
  variables: NodeJS.ProcessEnv,
  cause: unknown,
): Failure {
  const why = cause instanceof z.ZodError ? `it lacks ${missingOutputs(cause)}` : messageOf(cause);
  return new Failure('LAUNCH_UNKNOWN', `The outputs of the stack ${stack} cannot be read: ${why}`, {
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
  if (environment === 'local') return 'Bring the local side up to date: npx -y pnpm@12 local:up';
  const check = `Check the credentials (aws sts get-caller-identity) and that ${stack} is deployed.`;
  if (endpoint === undefined || endpoint === '') return check;
  return `AWS_ENDPOINT_URL is '${endpoint}': unset it (and what else local:env set) to reach AWS. ${check}`;
}
