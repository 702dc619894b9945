import type { Engine } from '../docker/engine.ts';

/** The engine's id of the running container of a compose service, if there is one. */
export async function composeService(
  engine: Engine,
  environmentName: string,
  service: string,
): Promise<string | undefined> {
  const found = await engine.listContainers({
    'com.docker.compose.project': environmentName,
    'com.docker.compose.service': service,
  });
  return found.find((container) => container.state === 'running')?.id;
}
