import type { Engine } from '../../../docker/engine.ts';
import type { TaskState } from '../../model/cluster-state.ts';
import type { ContainerReading } from './task-span.ts';

/**
 * One reading of each running container of a task. A container that has ended meanwhile has none, and is no failure.
 * @see https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerStats
 */
export async function readTask(
  engine: Pick<Engine, 'stats'>,
  { containers }: Pick<TaskState, 'containers'>,
): Promise<readonly ContainerReading[]> {
  const ids = containers.flatMap(({ lastStatus, runtimeId }) =>
    lastStatus === 'RUNNING' && runtimeId !== undefined ? [runtimeId] : [],
  );
  const readings = await Promise.all(ids.map((id) => readContainer(engine, id)));
  return readings.flat();
}

/** One reading of a container; none of one that does not run. */
export async function readContainer(
  engine: Pick<Engine, 'stats'>,
  containerId: string,
): Promise<readonly ContainerReading[]> {
  const stats = await engine.stats(containerId);
  if (stats === undefined) return [];
  const { at, cpuNanoseconds, memoryBytes } = stats;
  return [{ containerId, atMs: at.getTime(), cpuNanoseconds, memoryBytes }];
}
