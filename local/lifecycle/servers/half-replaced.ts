import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { composeServiceLabel } from '../../environment/compose-labels.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';

/**
 * Whether compose was ended while it put this container in the place of another: until that one is gone, the new one is named
 * after it, as `4060a9640179_store-edge-1`.
 */
export function isHalfReplaced({ name, labels }: Pick<ContainerSummary, 'name' | 'labels'>): boolean {
  return labels[composeServiceLabel] !== undefined && /^[0-9a-f]{12}_/.test(name);
}

const graceSeconds = 20;

/**
 * Removes the containers that compose was still putting in the place of others when it was ended, by Ctrl-C or by a failure of
 * another step. With them, a service has two: the next `up` takes either away, and fails on the name of the other.
 */
export async function removeHalfReplaced(
  engine: Pick<Engine, 'listContainers' | 'stopContainer' | 'removeContainer'>,
  { labels }: Pick<LocalEnvironment, 'labels'>,
): Promise<void> {
  for (const container of await engine.listContainers(labels)) {
    if (!isHalfReplaced(container)) continue;
    if (container.state === 'running') await engine.stopContainer(container.id, graceSeconds);
    await engine.removeContainer(container.id);
  }
}
