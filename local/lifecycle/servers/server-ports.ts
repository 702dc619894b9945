import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';

/**
 * The host ports that running containers of this environment hold: they are in use, but by this environment
 * itself.
 */
export async function heldPorts(engine: Engine, environment: LocalEnvironment): Promise<ReadonlySet<number>> {
  const containers = await engine.listContainers(environment.labels);
  const running = containers.filter(({ state }) => state === 'running');
  return new Set(running.flatMap(({ hostPorts }) => hostPorts));
}
