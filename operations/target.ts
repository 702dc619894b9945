import { type AwsClients, awsClients } from '../aws/clients.ts';
import { Failure } from '../failure/failure.ts';

const environments = ['local', 'staging', 'production'] as const;

/** The environments that operations know: `local` is this machine, the others are on AWS. */
export type EnvironmentName = (typeof environments)[number];

/** What an operation acts on: the same AWS calls in every environment, only the endpoint differs. */
export interface Target {
  readonly environment: EnvironmentName;
  readonly clients: AwsClients;
}

/** The value of `--env`; `local` when it is not given. Raises `BAD_ENVIRONMENT`. */
export function environmentOption(value: string | boolean | undefined): EnvironmentName {
  if (value === undefined) return 'local';
  const found = environments.find((name) => name === value);
  if (found !== undefined) return found;
  throw new Failure('BAD_ENVIRONMENT', `Unknown environment '${value}' in --env`, {
    hint: `Use one of: ${environments.join(', ')}.`,
    exitCode: 2,
  });
}

/** An environment on AWS, reached with the caller's own credentials. */
export function targetOnAws(environment: Exclude<EnvironmentName, 'local'>, region: string): Target {
  return { environment, clients: awsClients({ environment, region }) };
}
