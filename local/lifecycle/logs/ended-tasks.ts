import { isMeant, isTask, isTaskName, type Writer } from '../../../operations/logs/log-name.ts';
import type { LogRequest } from '../../../operations/logs/log-request.ts';
import { taskLabel } from '../../control-plane/tasks/task-names.ts';
import type { ContainerSummary } from '../../docker/engine.ts';

/** What is there at one moment of a following. */
export interface FollowedMoment {
  readonly request: Pick<LogRequest, 'names' | 'tasks'>;
  /** All whose lines are wanted and that were found until then, those included whose containers are gone. */
  readonly writers: readonly Writer[];
  /** All of the environment, those too that write nothing: the network of a task goes last. */
  readonly containers: readonly Pick<ContainerSummary, 'labels' | 'state'>[];
}

/**
 * Whether nothing will be written any more: only single tasks are asked for (`web/1a2b3c4d`, `--task`), and no container of them
 * runs. A service or a one-off task by its name gets new tasks, and a server starts again.
 */
export function haveTasksEnded({ request, writers, containers }: FollowedMoment): boolean {
  const { names, tasks } = request;
  const isOneTask = (given: string) =>
    isTaskName(given) && writers.some((each) => isMeant(each, given)) && !writers.some(isNamed(given));
  const areTasks =
    tasks.length > 0 ? tasks.every((given) => writers.some((each) => isTask(each, given))) : names.length > 0;
  if (!areTasks || (tasks.length === 0 && !names.every(isOneTask))) return false;
  const followed = new Set(writers.map(({ task }) => task));
  return !containers.some(({ labels, state }) => followed.has(labels[taskLabel]) && isUp(state));
}

function isNamed(given: string) {
  return ({ names }: Writer) => names.includes(given);
}

function isUp(state: ContainerSummary['state']): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}
