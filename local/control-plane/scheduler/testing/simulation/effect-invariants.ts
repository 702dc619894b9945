import type { ClusterState, TaskState } from '../../../model/cluster-state.ts';
import type { Effect } from '../../../model/effect.ts';
import { must } from './must.ts';
import type { Decision } from './simulated-world.ts';
import { clusterNow } from './watched-tasks.ts';

const stopTimeoutMs = 30_000;

/** Nothing is started for a task that has to stop, and nothing ends before its time. */
export function checkEffects({ plan, now }: Decision): void {
  for (const effect of plan.effects) {
    const task = plan.state.tasks[effect.taskId];
    if (task === undefined)
      throw new Error(`${effect.type} is for the task ${effect.taskId}, which is not known`);
    check(effect, task, plan.state, clusterNow(plan.state, now));
  }
}

function check(effect: Effect, task: TaskState, state: ClusterState, now: number): void {
  switch (effect.type) {
    case 'provisionTask':
    case 'startContainer':
    case 'registerTarget':
      must(task.desiredStatus === 'RUNNING', `${effect.type} for a task that has to stop`);
      break;
    case 'signalContainer':
      must(isDrained(task) || hasDied(task, state), 'a stop signal waits for the end of the drain');
      break;
    case 'killContainer': {
      const container = task.containers.find((one) => one.name === effect.container);
      const since = container?.stopSignalledAt ?? now;
      must(now - since >= stopTimeoutMs, 'a kill waits for the stop timeout');
      break;
    }
    case 'removeTask':
      must(
        task.containers.every((one) => one.lastStatus === 'STOPPED'),
        'what still runs is not removed',
      );
      break;
    case 'deregisterTarget':
      must(task.desiredStatus === 'STOPPED', 'the target of a task that is to run stays');
      break;
  }
}

function isDrained(task: TaskState): boolean {
  return task.targets.every(({ state }) => state === 'unused' || state === 'unregistered');
}

function hasDied(task: TaskState, state: ClusterState): boolean {
  const containers = state.taskDefinitions[task.taskDefinition]?.content.containerDefinitions ?? [];
  const essential = containers.filter((one) => one.essential).map((one) => one.name);
  return task.containers.some((one) => one.lastStatus === 'STOPPED' && essential.includes(one.name));
}
