import type { Engine } from '../../local/docker/engine.ts';
import type { LocalEnvironment } from '../../local/environment/local-environment.ts';
import { openLocalTarget } from '../../local/lifecycle/servers/local-target.ts';
import { composeServices } from '../../local/lifecycle/servers/start-servers.ts';
import { entryPointOf, findRunningContainer } from '../../operations/running-task.ts';
import { defaultRegion } from '../../operations/target.ts';
import { findServer, serverNamed } from './find-server.ts';

/** A running container of the local environment. */
export interface LocalContainer {
  /** As in logs: `web/1a2b3c4d`, or the name of a server. */
  readonly name: string;
  /** The engine's. */
  readonly id: string;
  /** What stands before a command in it, so that it has what the entry point sets. */
  readonly entryPoint: readonly string[];
}

/**
 * The container that a name means: that of a server, or of a task of a service. Raises what `findServer` and
 * `findRunningContainer` raise.
 */
export async function localContainer(
  engine: Pick<Engine, 'listContainers'>,
  environment: LocalEnvironment,
  source: string,
  container?: string,
): Promise<LocalContainer> {
  const server = serverNamed(source);
  if (server !== undefined) {
    return { name: server, id: await findServer(engine, environment, server), entryPoint: [] };
  }
  const target = await openLocalTarget(environment, defaultRegion);
  const found = await findRunningContainer(target, {
    ...{ source, others: composeServices },
    ...(container === undefined ? {} : { container }),
  });
  return {
    name: found.name,
    id: found.runtimeId,
    entryPoint: await entryPointOf(await target.clients.ecs(), found),
  };
}
