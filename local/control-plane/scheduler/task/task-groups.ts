import { ownValue } from '../../../../json/own-value.ts';
import type { ClusterState, ServiceState, TaskState } from '../../model/cluster-state.ts';
import { serviceNameOf } from '../../model/task-group.ts';
import { forgetAt } from '../service/forgetting.ts';
import { earlier } from './task-step.ts';

/** A cluster's tasks by their group, without those that are forgotten now. */
export interface TaskGroups {
  readonly byGroup: ReadonlyMap<string, readonly TaskState[]>;
  readonly forgotten: readonly string[];
  /** When the next one is forgotten. */
  readonly dueAt: number | undefined;
}

/** The service whose tasks are of this group; a one-off task's group has none. */
export function serviceOf(group: string, state: Pick<ClusterState, 'services'>): ServiceState | undefined {
  const name = serviceNameOf(group);
  return name === undefined ? undefined : ownValue(state.services, name);
}

/** One look at each task, as there may be thousands. */
export function groupTasks(state: ClusterState, now: number): TaskGroups {
  const byGroup = new Map<string, TaskState[]>();
  const forgotten: string[] = [];
  let dueAt: number | undefined;
  for (const id in state.tasks) {
    const task = state.tasks[id];
    if (task === undefined) continue;
    const end = forgetAt(task);
    if (end !== undefined && end <= now) {
      forgotten.push(id);
      continue;
    }
    dueAt = earlier(dueAt, end);
    const group = byGroup.get(task.group);
    if (group === undefined) byGroup.set(task.group, [task]);
    else group.push(task);
  }
  return { byGroup, forgotten, dueAt };
}
