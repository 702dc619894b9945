import type { AwsClients } from '../../aws/clients.ts';
import type { ContainerDetails, Engine } from '../../local/docker/engine.ts';
import { composeProjectLabel, composeServiceLabel } from '../../local/environment/compose-labels.ts';
import { environmentLabel } from '../../local/environment/local-environment.ts';
import type { Server } from './parts.ts';

/** The running environment whose parts are killed. */
export interface FaultEnvironment {
  readonly name: string;
  readonly engine: Engine;
  readonly clients: AwsClients;
  readonly awsEndpointUrl: string;
  readonly storefrontUrl: string;
  /** The file of the authority that signed the storefront's certificate. */
  readonly certificateAuthority: string;
}

/** The container of a server, whether it runs or not. */
export async function serverContainer(
  { engine, name }: FaultEnvironment,
  server: Server,
): Promise<ContainerDetails> {
  const labels = { [composeProjectLabel]: name, [composeServiceLabel]: server };
  const [found] = await engine.listContainers(labels);
  const details = found === undefined ? undefined : await engine.inspectContainer(found.id);
  if (details === undefined) throw new Error(`${server} has no container`);
  return details;
}

/** All containers of an environment: its servers and its tasks. */
export async function containersOf({ engine, name }: FaultEnvironment) {
  return await engine.listContainers({ [environmentLabel]: name });
}
