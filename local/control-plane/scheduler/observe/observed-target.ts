import type { TargetState, TaskState } from '../../model/cluster-state.ts';
import type { Fact } from '../../model/fact.ts';
import { unused } from '../task/target-registration.ts';

/** Takes in the health of a target that is registered. */
export function withTargetHealth(
  task: TaskState,
  fact: Extract<Fact, { readonly type: 'targetHealth' }>,
): TaskState {
  return withTarget(task, fact.targetGroup, (target) => {
    if (!['initial', 'healthy', 'unhealthy'].includes(target.state)) return target;
    const isSame =
      target.confirmed === true &&
      target.state === fact.state &&
      target.reason === fact.reason &&
      target.description === fact.description;
    return isSame ? target : assessed(target, fact);
  });
}

/** Takes in the end of a target's deregistration. */
export function withTargetUnused(task: TaskState, targetGroup: string): TaskState {
  return withTarget(task, targetGroup, (target) => (target.state === 'draining' ? unused(target) : target));
}

function withTarget(
  task: TaskState,
  targetGroup: string,
  change: (target: TargetState) => TargetState,
): TaskState {
  const targets = task.targets.map((target) =>
    target.targetGroup === targetGroup ? change(target) : target,
  );
  return targets.every((target, index) => target === task.targets[index]) ? task : { ...task, targets };
}

function assessed(target: TargetState, fact: Extract<Fact, { readonly type: 'targetHealth' }>): TargetState {
  const { reason: _, description: __, ...rest } = target;
  return {
    ...rest,
    state: fact.state,
    confirmed: true,
    ...(fact.reason === undefined ? {} : { reason: fact.reason }),
    ...(fact.description === undefined ? {} : { description: fact.description }),
  };
}
