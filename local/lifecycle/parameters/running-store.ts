import type { AwsClients } from '../../../aws/clients.ts';
import { isPublicParameter } from '../../../definition/resolution/stored-parameter.ts';
import { Failure } from '../../../failure/failure.ts';
import { type NamedValue, putParameter } from '../../aws/put-values.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import type { StoreDefinition } from '../kept-definition.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import { localClients } from '../servers/local-clients.ts';
import type { StoredName } from './stored-names.ts';

/**
 * Reads the Parameter Store of an environment that may run; no request is made before the first name is
 * looked up.
 */
export function runningStore(
  environment: LocalEnvironment,
  region: string,
): (stored: StoredName) => Promise<string | undefined> {
  let clients: Promise<AwsClients | undefined> | undefined;
  return async (stored) => {
    clients ??= clientsIfUp(environment, region);
    const present = await clients;
    return present === undefined ? undefined : await readOne(present, stored);
  };
}

async function clientsIfUp(environment: LocalEnvironment, region: string): Promise<AwsClients | undefined> {
  const ports = await readPorts(environment);
  if (ports === undefined || !(await controlPlaneClient(ports.aws).isHealthy())) return undefined;
  return await localClients(environment, ports, region);
}

/** What LocalStack does not have, or cannot say because it starts, is not there. */
async function readOne(clients: AwsClients, { name, onlyForTasks }: StoredName): Promise<string | undefined> {
  const ssm = await clients.ssm();
  const answer = await ssm.getParameter({ Name: name, WithDecryption: true }).catch(() => undefined);
  if (onlyForTasks || answer?.Parameter?.Type !== 'SecureString') return answer?.Parameter?.Value;
  throw new Failure(
    'PARAMETER_SECURE',
    `The parameter ${name} is a SecureString, which CloudFormation never writes into a template`,
    {
      hint: 'Make it a String, or pass it to a container under Secrets.',
    },
  );
}

/**
 * Puts into Parameter Store what the template reads from there, where it is missing or has another value: tasks may
 * read it too. What the template itself defines is left to its deployment.
 */
export async function putStored(clients: AwsClients, definition: StoreDefinition): Promise<void> {
  for (const stored of storedParameters(definition)) {
    if ((await readOne(clients, { name: stored.name, onlyForTasks: true })) === stored.value) continue;
    await putParameter(clients, stored);
  }
}

/** The values that are put into Parameter Store in addition to the deployment. */
export function storedParameters({ parameters, workload }: StoreDefinition): readonly NamedValue[] {
  const own = new Set(workload.parameters.map(({ name }) => name));
  return Object.entries(parameters.stored)
    .map(([name, value]) => ({ name, value }))
    .filter(({ name }) => !own.has(name) && !name.includes(':') && !isPublicParameter(name));
}
