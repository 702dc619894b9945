import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { roleLabel, taskLabels } from './task-names.ts';

/** What a removal needs of the engine. */
export type RemovingEngine = Pick<
  Engine,
  'listContainers' | 'listVolumes' | 'removeContainer' | 'removeVolume'
>;

/** Removes all of a task that the engine has, found by label; the network goes last. May run twice. */
export async function removeTask(
  engine: RemovingEngine,
  environmentName: string,
  taskId: string,
  beforeRemoval: (container: ContainerSummary) => Promise<void> = async () => undefined,
): Promise<void> {
  const labels = taskLabels(environmentName, taskId);
  const all = await engine.listContainers(labels);
  const remove = async (container: ContainerSummary) => {
    await beforeRemoval(container);
    await engine.removeContainer(container.id);
  };
  await Promise.all(all.filter((each) => each.labels[roleLabel] !== 'pause').map(remove));
  await Promise.all(
    all.filter((each) => each.labels[roleLabel] === 'pause').map((each) => engine.removeContainer(each.id)),
  );
  const volumes = await engine.listVolumes(labels);
  await Promise.all(volumes.map((volume) => engine.removeVolume(volume)));
}
