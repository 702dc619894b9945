import { z } from 'zod';
import { type AwsClients, awsClients } from '../../local/aws/clients.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import { readPorts } from '../../local/environment/ports.ts';
import { Failure } from '../../local/failure/failure.ts';

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

const launchSchema = z.object({
  cluster: z.string(),
  taskDefinition: z.string(),
  container: z.string(),
  logGroup: z.string(),
  logStreamPrefix: z.string(),
  subnets: z.array(z.string()),
  securityGroups: z.array(z.string()),
});

/** How one-off tasks are started on a side. */
export type OneOffLaunch = z.infer<typeof launchSchema>;

/** Reads how to start one-off tasks from the parameter that the definition puts there, `/spree-ENV/oneoff`. */
export async function readOneOffLaunch(side: StoreSide): Promise<OneOffLaunch> {
  const name = `/spree-${side.environment}/oneoff`;
  const ssm = await side.clients.ssm();
  try {
    const { Parameter } = await ssm.getParameter({ Name: name });
    return launchSchema.parse(JSON.parse(Parameter?.Value ?? ''));
  } catch (cause) {
    throw new Failure('LAUNCH_UNKNOWN', `The parameter ${name} of ${side.environment} cannot be read`, {
      hint:
        side.environment === 'local'
          ? 'Bring the local side up to date: npx -y pnpm@12 local:up'
          : `Check the credentials (aws sts get-caller-identity) and that spree-${side.environment} is deployed.`,
      cause,
    });
  }
}
