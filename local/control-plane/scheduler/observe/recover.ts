import type { ClusterState, ContainerState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';

/**
 * All effects that were asked for and that no fact has confirmed: what to do again after a crash. First take in
 * what is seen and plan; then carry these out, which include the effects of that plan. It is safe to carry out
 * those that were carried out already, one after another for each task.
 */
export function recover(state: ClusterState): readonly Effect[] {
  return Object.values(state.tasks).flatMap(unconfirmedOf);
}

function unconfirmedOf(task: TaskState): readonly Effect[] {
  return [...ofTask(task), ...task.containers.flatMap((one) => ofContainer(task, one)), ...ofTargets(task)];
}

function ofTask(task: TaskState): readonly Effect[] {
  const isProvisioning =
    task.lastStatus === 'PROVISIONING' && task.provisionRequested === true && task.privateIp === undefined;
  if (isProvisioning && task.startFailure === undefined) return [{ type: 'provisionTask', taskId: task.id }];
  return task.lastStatus === 'DEPROVISIONING' ? [{ type: 'removeTask', taskId: task.id }] : [];
}

function ofContainer(task: TaskState, { name, ...container }: ContainerState): readonly Effect[] {
  const effect = { taskId: task.id, container: name };
  if (container.lastStatus === 'PENDING') {
    return container.startRequested && task.startFailure === undefined
      ? [{ type: 'startContainer', ...effect }]
      : [];
  }
  if (container.lastStatus === 'STOPPED' || container.stopSignalledAt === undefined) return [];
  return [{ type: container.killedAt === undefined ? 'signalContainer' : 'killContainer', ...effect }];
}

function ofTargets(task: TaskState): readonly Effect[] {
  return task.targets.flatMap((target): readonly Effect[] => {
    const effect = { taskId: task.id, targetGroup: target.targetGroup };
    if (target.state === 'draining') return [{ type: 'deregisterTarget', ...effect }];
    const isUnconfirmed = target.state === 'initial' && target.confirmed !== true;
    return isUnconfirmed ? [{ type: 'registerTarget', ...effect }] : [];
  });
}
