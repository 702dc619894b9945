import { Failure } from '../../failure/failure.ts';

/** What a deployment of an environment would act on. */
export interface DeploymentPlace {
  readonly environment: string;
  /** Of the credentials. */
  readonly caller: { readonly account: string };
  /** Of the synthesized app. */
  readonly stacks: readonly PlacedStack[];
  /** What the caller has asked for, if anything, such as by `--region`. */
  readonly region?: string;
}

/** A stack, and where its settings put it. */
export interface PlacedStack {
  readonly name: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
}

/** CloudFront takes certificates from there only, wherever the store is. */
const certificateRegion = 'us-east-1';

/**
 * Refuses to deploy an environment anywhere but to the account and region of its settings. Raises `ACCOUNT_NOT_SET`,
 * `WRONG_ACCOUNT`, `WRONG_REGION` and `WRONG_STACK`.
 */
export function assertPlace({ environment, caller, stacks, region }: DeploymentPlace): void {
  const file = `stack/environments/${environment}.ts`;
  for (const stack of stacks) {
    if (!isOfEnvironment(stack.name, environment)) {
      throw new Failure('WRONG_STACK', `The app has a stack ${stack.name}, which is not of ${environment}`, {
        hint: `Synthesize the app with the context environment=${environment}.`,
      });
    }
    if (stack.account === undefined || stack.region === undefined) {
      throw new Failure('ACCOUNT_NOT_SET', `The settings of ${environment} name no account and region`, {
        hint: `Set account and region in ${file}.`,
      });
    }
    if (stack.account !== caller.account) {
      throw new Failure(
        'WRONG_ACCOUNT',
        `${environment} belongs to account ${stack.account}, but the credentials are of account ${caller.account}`,
        {
          hint: `Use credentials of ${stack.account} (AWS_PROFILE, or \`aws sso login\`), or correct the account in ${file}.`,
        },
      );
    }
  }
  const own = [...new Set(stacks.map((stack) => stack.region))];
  if (region === undefined || stacks.length === 0 || isOf(own, region)) return;
  throw new Failure('WRONG_REGION', `${environment} belongs to ${own.join(' and ')}, and not to ${region}`, {
    hint: `Add --region ${own.at(-1)}, or correct the region in ${file}.`,
  });
}

/** Where only the certificate is, is not where the store is. */
function isOf(regions: readonly (string | undefined)[], region: string): boolean {
  return regions.includes(region) && (region !== certificateRegion || regions.length === 1);
}

/** `spree-staging` and `spree-staging-certificate` are of staging. */
function isOfEnvironment(stack: string, environment: string): boolean {
  return stack === `spree-${environment}` || stack.startsWith(`spree-${environment}-`);
}
