import { type AwsClients, awsClients } from '../aws/clients.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';

/** The environments that operations know: `local` is this machine, the others are on AWS. */
export const environments = ['local', 'small', 'staging', 'production'] as const;

/** The name of one of them. */
export type EnvironmentName = (typeof environments)[number];

/** Whether it is the name of an environment. */
export function isEnvironmentName(value: string | boolean): value is EnvironmentName {
  return environments.some((name) => name === value);
}

/** Whether people shop there, so that load and experiments need care. */
export function hasCustomers(environment: EnvironmentName): boolean {
  return environment === 'production' || environment === 'small';
}

/** What an operation acts on: the same AWS calls in every environment, only the endpoint differs. */
export interface Target {
  readonly environment: EnvironmentName;
  readonly clients: AwsClients;
}

/** The value of `--env`; `local` when it is not given. Raises `BAD_ENVIRONMENT`. */
export function environmentOption(value: string | boolean | undefined): EnvironmentName {
  if (value === undefined) return 'local';
  if (isEnvironmentName(value)) return value;
  throw wrongUsage(
    'BAD_ENVIRONMENT',
    `Unknown environment '${value}' in --env`,
    `Use one of: ${environments.join(', ')}.`,
  );
}

/** The store's own region where `--region` says nothing. */
export const defaultRegion = 'ap-southeast-1';

/** The value of `--region`, or the store's own region when it is not given. Raises `BAD_REGION`. */
export function regionOption(value: string | boolean = defaultRegion): string {
  const region = String(value);
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return region;
  throw wrongUsage(
    'BAD_REGION',
    `'${region}' in --region is not the name of a region`,
    `For example: --region ${defaultRegion}`,
  );
}

/** An environment on AWS, reached with the caller's own credentials. */
export function targetOnAws(environment: Exclude<EnvironmentName, 'local'>, region: string): Target {
  return { environment, clients: awsClients({ environment, region }) };
}
