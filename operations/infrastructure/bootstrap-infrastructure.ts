import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';
import type { InfrastructureEvent } from './infrastructure-event.ts';
import { answerNothing } from './infrastructure-question.ts';
import type { InfrastructureStack } from './infrastructure-stack.ts';
import { withToolkit } from './open-toolkit.ts';
import type { RegionalClients } from './regional-clients.ts';

/** An account and region that lacks what CDK needs there, or has it in a version that is too old. */
export interface MissingBootstrap {
  readonly account: string;
  readonly region: string;
  /** The version that is there, if any. */
  readonly present: number | undefined;
  readonly needed: number;
}

/**
 * Where the stacks cannot be deployed yet, each region once: that of the certificate of a domain as well. Raises what AWS
 * raises.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export async function missingBootstraps(
  stacks: readonly InfrastructureStack[],
  clientsOf: RegionalClients,
): Promise<readonly MissingBootstrap[]> {
  const missing = new Map<string, MissingBootstrap>();
  for (const { account, region, bootstrap } of stacks) {
    if (account === undefined || region === undefined || bootstrap === undefined) continue;
    const present = await versionIn(clientsOf, region, bootstrap.parameter);
    if (present !== undefined && present >= bootstrap.version) continue;
    missing.set(region, { account, region, present, needed: bootstrap.version });
  }
  return [...missing.values()];
}

async function versionIn(
  clientsOf: RegionalClients,
  region: string,
  parameter: string,
): Promise<number | undefined> {
  const ssm = await clientsOf(region).ssm();
  try {
    const { Parameter } = await ssm.getParameter({ Name: parameter });
    const version = Number(Parameter?.Value);
    return Number.isInteger(version) ? version : undefined;
  } catch (error) {
    if (isNamed(error, 'ParameterNotFound')) return undefined;
    throw error;
  }
}

/** What bootstrapping does for all deployments of an account and region. */
export interface BootstrapOptions {
  readonly onEvent: (event: InfrastructureEvent) => void;
  /** Policies of the role by which CloudFormation makes the resources; that of an administrator when absent. */
  readonly executionPolicies?: readonly string[];
  /** Whether its stack is protected from deletion, as other apps of the account use it as well; it is when absent. */
  readonly isProtected?: boolean;
}

/**
 * Makes what CDK needs in each of these places. Raises `BOOTSTRAP_FAILED` with the place.
 */
export async function bootstrapInfrastructure(
  places: readonly Pick<MissingBootstrap, 'account' | 'region'>[],
  { onEvent, executionPolicies = [], isProtected = true }: BootstrapOptions,
): Promise<void> {
  for (const { account, region } of places) {
    try {
      await withToolkit({ onEvent, answer: answerNothing }, async (toolkit, library) => {
        const where = library.BootstrapEnvironments.fromList([`aws://${account}/${region}`]);
        const parameters = { cloudFormationExecutionPolicies: [...executionPolicies] };
        await toolkit.bootstrap(where, {
          terminationProtection: isProtected,
          parameters:
            executionPolicies.length === 0
              ? library.BootstrapStackParameters.onlyExisting()
              : library.BootstrapStackParameters.withExisting(parameters),
        });
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'INFRASTRUCTURE_FAILED') throw error;
      throw new Failure('BOOTSTRAP_FAILED', `Bootstrapping ${region} failed: ${error.message}`, {
        hint: `Look at the events of the stack CDKToolkit: aws cloudformation describe-stack-events --stack-name CDKToolkit --region ${region}`,
        cause: error,
      });
    }
  }
}
