import type { ServiceState, TaskState } from '../../../model/cluster-state.ts';
import { serviceOf } from '../../task/task-groups.ts';
import { must } from './must.ts';
import type { Decision } from './simulated-world.ts';
import type { WatchedTasks } from './watched-tasks.ts';

/** The engine has no task that the cluster does not know or takes for gone. */
export function checkEngine({ plan, inEngine }: Decision): void {
  for (const id of inEngine) {
    const task = plan.state.tasks[id];
    must(task !== undefined && task.lastStatus !== 'STOPPED', `the engine's task ${id} is nobody's`);
  }
}

/** Each task has a deployment of its service to answer for it, and one that has stopped has stopped as a whole. */
export function checkTasks({ plan }: Decision, tasks: ReadonlyMap<string, WatchedTasks>): void {
  for (const [group, { lasting, live, changed }] of tasks) {
    const service = serviceOf(group, plan.state);
    if (service !== undefined) checkDeployments(service, lasting);
    must(
      service === undefined || service.status === 'ACTIVE' || live.length === 0,
      'a deleted service keeps no tasks',
    );
    for (const task of changed) if (task.lastStatus === 'STOPPED') checkStopped(task);
  }
}

function checkDeployments(service: ServiceState, lasting: readonly TaskState[]): void {
  const isKnown = (task: TaskState): boolean =>
    service.deployments.some((one) => one.id === task.deploymentId);
  must(lasting.every(isKnown), `each task of ${service.name} has a deployment`);
}

function checkStopped(task: TaskState): void {
  const saysWhy = task.stopCode !== undefined && task.stoppedReason !== undefined;
  must(saysWhy, `task ${task.id} says why it stopped`);
  const hasEnded = task.containers.every((container) => container.lastStatus === 'STOPPED');
  must(hasEnded, `the containers of the stopped task ${task.id} have stopped`);
}
