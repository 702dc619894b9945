import type { TaskState } from '../../model/cluster-state.ts';
import { endDraining, registerTargets } from './target-registration.ts';
import { failFromWithin } from './task-failure.ts';
import { stepStart } from './task-start.ts';
import { moved, rest, type TaskContext, type TaskStep } from './task-step.ts';
import { stepStop } from './task-stop.ts';

/**
 * Takes a task as far through its life as it goes now.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export function advanceTask(task: TaskState, context: TaskContext): TaskStep {
  let step = stepTask(task, context);
  if (step.task === task) return step;
  const effects = [...step.effects];
  const notes = [...step.notes];
  for (;;) {
    const next = stepTask(step.task, context);
    effects.push(...next.effects);
    notes.push(...next.notes);
    if (next.task === step.task) return { ...next, effects, notes };
    step = next;
  }
}

function stepTask(task: TaskState, context: TaskContext): TaskStep {
  const failure = failFromWithin(task, context);
  if (failure !== undefined) return failure;
  switch (task.lastStatus) {
    case 'PROVISIONING':
      return provision(task, context);
    case 'PENDING':
      return task.desiredStatus === 'STOPPED' ? beginStop(task, context) : stepStart(task, context);
    case 'ACTIVATING':
      return task.desiredStatus === 'STOPPED' ? beginStop(task, context) : activate(task, context);
    case 'RUNNING':
      return task.desiredStatus === 'STOPPED' ? beginStop(task, context) : rest(task);
    case 'DEACTIVATING':
    case 'STOPPING':
      return stepStop(task, context);
    case 'DEPROVISIONING':
    case 'STOPPED':
      return endDraining(task, context);
  }
}

/** A stop that is asked for meanwhile waits until the engine has answered, so that nothing is made after its removal. */
function provision(task: TaskState, context: TaskContext): TaskStep {
  if (task.provisionRequested !== true) {
    if (task.desiredStatus === 'STOPPED') return beginStop(task, context);
    return moved({ ...task, provisionRequested: true }, [{ type: 'provisionTask', taskId: task.id }]);
  }
  if (task.startFailure !== undefined) return beginStop(task, context);
  return task.privateIp === undefined ? rest(task) : moved({ ...task, lastStatus: 'PENDING' });
}

/** With a load balancer its targets are registered first. */
function activate(task: TaskState, context: TaskContext): TaskStep {
  if (task.targets.some((target) => target.state === 'unregistered'))
    return registerTargets(task, context.now);
  if (task.targets.some((target) => target.confirmed !== true)) return rest(task);
  return moved({ ...task, lastStatus: 'RUNNING', startedAt: context.now });
}

function beginStop(task: TaskState, context: TaskContext): TaskStep {
  return moved({ ...task, lastStatus: 'DEACTIVATING', stoppingAt: task.stoppingAt ?? context.now });
}
