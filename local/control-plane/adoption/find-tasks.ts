import type { ContainerDetails, Engine } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { readTaskRecord } from '../state/task-record.ts';
import { healthStatus } from '../tasks/container-differences.ts';
import { containerLabel, familyIn, recordLabel, roleLabel, taskLabel } from '../tasks/task-names.ts';
import type { FoundContainer, FoundTask } from './found-task.ts';
import type { TaskWithoutRecord } from './record-of-definition.ts';

type AskedEngine = Pick<Engine, 'listContainers' | 'inspectContainer' | 'inspectImage'>;

export interface TaskSearch {
  readonly engine: AskedEngine;
  readonly environmentName: string;
  /** The compose network, in which tasks have their addresses. */
  readonly network: string;
  /** Whether the state has a task of this id. */
  readonly isKnown: (taskId: string) => boolean;
  /** What the load balancer gives requests, as `targetGroup/taskId`; undefined if it cannot be asked. */
  readonly served: () => Promise<
    readonly { readonly targetGroup: string; readonly taskId: string }[] | undefined
  >;
  /** The record of a task of an earlier version, which has none. */
  readonly withoutRecord: (task: TaskWithoutRecord) => ClusterState | undefined;
  /** Told of a task whose record makes the code that reads it fail: asking again would not help. */
  readonly onFault: (taskId: string, error: unknown) => void;
}

/** Tasks that run, are not known, and have a record of themselves on their network's container. */
export async function findTasks(search: TaskSearch): Promise<readonly FoundTask[]> {
  const { engine, environmentName, isKnown } = search;
  const all = await engine.listContainers({ [environmentLabel]: environmentName });
  const unknown = all.filter(({ labels: { [taskLabel]: id } }) => id !== undefined && !isKnown(id));
  if (unknown.length === 0) return [];
  const details = await Promise.all(unknown.map(({ id }) => engine.inspectContainer(id)));
  const byTask = Map.groupBy(
    details.filter((each) => each !== undefined),
    ({ labels }) => labels[taskLabel] ?? '',
  );
  const served = await search.served();
  const found = [...byTask].map(([id, containers]) => {
    const groups = served?.filter(({ taskId }) => taskId === id).map(({ targetGroup }) => targetGroup);
    return asFound(id, containers, search, groups === undefined ? undefined : new Set(groups));
  });
  return (await Promise.all(found)).filter((task) => task !== undefined);
}

/** Undefined for one that was not whole yet, or is not any more. */
async function asFound(
  id: string,
  all: readonly ContainerDetails[],
  search: TaskSearch,
  servedIn: FoundTask['servedIn'],
): Promise<FoundTask | undefined> {
  const pause = all.find(({ labels }) => labels[roleLabel] === 'pause');
  const own = all.filter(({ labels }) => labels[roleLabel] !== 'pause');
  const record = pause === undefined ? undefined : recordOf(id, pause, search);
  const privateIp = pause?.addresses[search.network];
  const wanted = record?.tasks[id]?.containers ?? [];
  const isWhole = wanted.every(({ name }) => own.some(({ labels }) => labels[containerLabel] === name));
  if (record === undefined || pause?.state !== 'running' || privateIp === undefined || !isWhole)
    return undefined;
  if (!own.some(({ state }) => state === 'running')) return undefined;
  const containers = await Promise.all(own.map((container) => asFoundContainer(container, search.engine)));
  return { id, record, privateIp, containers, servedIn };
}

function recordOf(id: string, pause: ContainerDetails, search: TaskSearch): ClusterState | undefined {
  try {
    return readRecord(id, pause, search);
  } catch (error) {
    search.onFault(id, error);
    return undefined;
  }
}

function readRecord(id: string, pause: ContainerDetails, search: TaskSearch): ClusterState | undefined {
  const text = pause.labels[recordLabel];
  if (text !== undefined) return readTaskRecord(text);
  const family = familyIn(pause.name, search.environmentName, { id });
  const startedAt = pause.startedAt?.getTime() ?? 0;
  return family === undefined ? undefined : search.withoutRecord({ id, family, startedAt });
}

async function asFoundContainer(container: ContainerDetails, engine: AskedEngine): Promise<FoundContainer> {
  const image = await engine.inspectImage(container.imageId);
  return {
    name: container.labels[containerLabel] ?? '',
    runtimeId: container.id,
    state: container.state,
    startedAt: container.startedAt?.getTime(),
    health: healthStatus(container.health),
    image: { id: container.imageId, digest: image?.digest ?? '' },
  };
}
