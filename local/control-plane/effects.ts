import type { LoadBalancer, RecordedTarget } from './load-balancer/load-balancer.ts';
import type { ClusterState } from './model/cluster-state.ts';
import type { Effect } from './model/effect.ts';
import type { TaskRunner } from './tasks/task-runner.ts';

/** Gives each effect to the part that carries it out. */
export function effectCarrier(parts: {
  readonly state: () => ClusterState;
  readonly runner: TaskRunner;
  readonly loadBalancer: Pick<LoadBalancer, 'register' | 'deregister'>;
}): (effect: Effect) => void {
  return (effect) => {
    switch (effect.type) {
      case 'registerTarget': {
        const target = recordedTargets(parts.state()).find(
          (each) => each.taskId === effect.taskId && each.targetGroup === effect.targetGroup,
        );
        if (target !== undefined) parts.loadBalancer.register(target);
        return;
      }
      case 'deregisterTarget':
        parts.loadBalancer.deregister(effect.taskId, effect.targetGroup);
        return;
      default:
        parts.runner.carryOut(effect);
    }
  };
}

/** The targets that the load balancer is to have, as the state knows them. */
export function recordedTargets(state: ClusterState): readonly RecordedTarget[] {
  return Object.values(state.tasks).flatMap((task) =>
    task.targets.flatMap((target): readonly RecordedTarget[] => {
      const isThere = target.state !== 'unregistered' && target.state !== 'unused';
      if (!isThere || task.privateIp === undefined) return [];
      return [{ ...target, taskId: task.id, ip: task.privateIp }];
    }),
  );
}
