import type { Engine } from '../docker/engine.ts';
import { composeProjectLabel, composeServiceLabel } from '../environment/compose-labels.ts';

/** The engine's id of the running container of a compose service, if there is one. */
export async function composeService(
  engine: Pick<Engine, 'listContainers'>,
  environmentName: string,
  service: string,
): Promise<string | undefined> {
  const found = await engine.listContainers({
    [composeProjectLabel]: environmentName,
    [composeServiceLabel]: service,
  });
  return found.find((container) => container.state === 'running')?.id;
}
