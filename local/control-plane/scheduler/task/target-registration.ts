import { ownValue } from '../../../../json/own-value.ts';
import type { TargetState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import { moved, rest, type TaskContext, type TaskNote, type TaskStep } from './task-step.ts';

export function registerTargets(task: TaskState, now: number): TaskStep {
  const names = task.targets.filter((target) => target.state === 'unregistered').map(groupOf);
  const targets = task.targets.map(
    (target): TargetState =>
      target.state === 'unregistered'
        ? { ...target, state: 'initial', reason: 'Elb.RegistrationInProgress', registeredAt: now }
        : target,
  );
  const effects = names.map(
    (targetGroup): Effect => ({ type: 'registerTarget', taskId: task.id, targetGroup }),
  );
  return moved(
    { ...task, targets },
    effects,
    names.map((targetGroup): TaskNote => ({ type: 'registered', targetGroup })),
  );
}

/** Undefined when none of its targets takes requests. */
export function deregisterTargets(task: TaskState, now: number): TaskStep | undefined {
  const names = task.targets.filter(isRegistered).map(groupOf);
  if (names.length === 0) return undefined;
  const targets = task.targets.map((target) => (isRegistered(target) ? drain(target, now) : target));
  const effects = names.map(
    (targetGroup): Effect => ({ type: 'deregisterTarget', taskId: task.id, targetGroup }),
  );
  const notes = names.map((targetGroup): TaskNote => ({ type: 'deregistered', targetGroup }));
  return moved({ ...task, targets }, effects, [...notes, { type: 'draining' }]);
}

/** Targets whose deregistration delay is over are unused from then on; the step tells when the next one is. */
export function endDraining(task: TaskState, context: TaskContext): TaskStep {
  const draining = task.targets.filter((target) => target.state === 'draining');
  if (draining.length === 0) return rest(task);
  const isOver = (target: TargetState): boolean =>
    target.state === 'draining' && drainEnd(target, context) <= context.now;
  if (!draining.some(isOver)) {
    return rest(task, Math.min(...draining.map((target) => drainEnd(target, context))));
  }
  return moved({
    ...task,
    targets: task.targets.map((target) => (isOver(target) ? unused(target) : target)),
  });
}

export function unused(target: TargetState): TargetState {
  return {
    ...target,
    state: 'unused',
    reason: 'Target.NotRegistered',
    description: 'Target is not registered',
  };
}

function drainEnd(target: TargetState, context: TaskContext): number {
  const delaySeconds = ownValue(context.targetGroups, target.targetGroup)?.deregistrationDelaySeconds ?? 0;
  return (target.drainingSince ?? 0) + delaySeconds * 1000;
}

function isRegistered(target: TargetState): boolean {
  return target.state === 'initial' || target.state === 'healthy' || target.state === 'unhealthy';
}

function drain(target: TargetState, now: number): TargetState {
  return {
    targetGroup: target.targetGroup,
    port: target.port,
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
    drainingSince: now,
    ...(target.registeredAt === undefined ? {} : { registeredAt: target.registeredAt }),
  };
}

const groupOf = (target: TargetState): string => target.targetGroup;
