import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { ContainerSummary, Engine } from '../../local/docker/engine.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import { startedPorts } from '../../local/environment/ports.ts';
import { readLeftOutServices } from '../../local/lifecycle/servers/left-out-services.ts';
import {
  type ComposeService,
  composeServices,
  serverContainers,
  startedServices,
} from '../../local/lifecycle/servers/start-servers.ts';

/** The server of docker-compose.yml with this name. */
export function serverNamed(name: string): ComposeService | undefined {
  return composeServices.find((each) => each === name);
}

/**
 * The id of a running server's container. Raises `ENVIRONMENT_NOT_STARTED`, `NO_SUCH_SERVER` where the definition does
 * without it, and `SERVER_NOT_RUNNING`.
 */
export async function findServer(
  engine: Pick<Engine, 'listContainers'>,
  environment: LocalEnvironment,
  server: ComposeService,
): Promise<string> {
  const { id, state } = await findServerContainer(engine, environment, server);
  if (state === 'running') return id;
  throw new Failure('SERVER_NOT_RUNNING', `The server ${server} is ${state}`, {
    hint: `Start it: ${command('local:restart')} ${server}. What it wrote: ${command('local:logs')} ${server}`,
  });
}

/** A server's container, running or not. Raises what `findServer` raises where there is none. */
export async function findServerContainer(
  engine: Pick<Engine, 'listContainers'>,
  environment: LocalEnvironment,
  server: ComposeService,
): Promise<ContainerSummary> {
  await startedPorts(environment);
  const started = startedServices(await readLeftOutServices(environment));
  if (!started.includes(server)) {
    throw new Failure('NO_SUCH_SERVER', `The definition has nothing that ${server} would stand in for`, {
      hint: `Servers: ${started.join(', ')}.`,
    });
  }
  const container = (await serverContainers(engine, environment)).get(server);
  if (container !== undefined) return container;
  throw new Failure('SERVER_NOT_RUNNING', `The server ${server} is not there: ${environment.name} is down`, {
    hint: `Start it: ${command('local:up')}`,
  });
}
