import { ownValue } from '../../../../json/own-value.ts';
import type { ClusterState, DeploymentImages, TaskState } from '../../model/cluster-state.ts';
import type { Fact } from '../../model/fact.ts';
import { serviceNameOf } from '../../model/task-group.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { withContainer } from './observed-container.ts';
import { withTargetHealth, withTargetUnused } from './observed-target.ts';

type TaskFact = Exclude<Fact, { readonly type: 'alarms' }>;

/**
 * Takes in what was seen to happen. Facts about what is not known, is not so any more or was said before change
 * nothing: the same state comes back.
 */
export function observe(state: ClusterState, fact: Fact, now: number): ClusterState {
  if (fact.type === 'alarms') return withAlarms(state, fact.inAlarm);
  const task = state.tasks[fact.taskId];
  if (task === undefined) return state;
  const clock = clusterTime(state, now);
  const seen = withFact(task, fact, clock.latest);
  if (seen === task) return state;
  const services = fact.type === 'taskProvisioned' ? withImages(state, task, fact.images) : state.services;
  return keepTime(state, { ...state, services, tasks: { ...state.tasks, [task.id]: seen } }, clock);
}

/** The first task of a deployment says what the others run too. */
function withImages(
  { services }: ClusterState,
  { group, deploymentId }: TaskState,
  images: DeploymentImages | undefined,
): ClusterState['services'] {
  const service = ownValue(services, serviceNameOf(group) ?? '');
  const deployment = service?.deployments.find(({ id }) => id === deploymentId);
  if (service === undefined || deployment === undefined) return services;
  if (images === undefined || deployment.images !== undefined) return services;
  const pinned = { ...deployment, images };
  const deployments = service.deployments.map((other) => (other === deployment ? pinned : other));
  return { ...services, [service.name]: { ...service, deployments } };
}

function withFact(task: TaskState, fact: TaskFact, now: number): TaskState {
  switch (fact.type) {
    case 'taskProvisioned':
      return withProvisioned(task, fact);
    case 'taskFailedToStart':
      return withStartFailure(task, fact.reason);
    case 'containerStarted':
    case 'containerExited':
    case 'containerMissing':
    case 'containerHealth':
      return withContainer(task, fact, now);
    case 'targetHealth':
      return withTargetHealth(task, fact);
    case 'targetDrained':
      return withTargetUnused(task, fact.targetGroup);
    case 'taskRemoved':
      return task.lastStatus === 'DEPROVISIONING' ? { ...task, lastStatus: 'STOPPED', stoppedAt: now } : task;
  }
}

function withAlarms(state: ClusterState, inAlarm: readonly string[]): ClusterState {
  const known = state.inAlarm ?? [];
  const isSame = known.length === inAlarm.length && known.every((name) => inAlarm.includes(name));
  return isSame ? state : { ...state, inAlarm };
}

function withProvisioned(
  task: TaskState,
  fact: Extract<Fact, { readonly type: 'taskProvisioned' }>,
): TaskState {
  if (task.lastStatus !== 'PROVISIONING' || task.privateIp !== undefined) return task;
  const containers = task.containers.map((container) => ({
    ...container,
    ...ownValue(fact.containers, container.name),
  }));
  return { ...task, privateIp: fact.privateIp, containers };
}

/** Only what has not started can fail to. */
function withStartFailure(task: TaskState, reason: string): TaskState {
  const isStarting = task.lastStatus === 'PROVISIONING' || task.containers.some(isStartingUp);
  if (!isStarting || task.startFailure !== undefined) return task;
  return { ...task, startFailure: reason };
}

function isStartingUp(container: TaskState['containers'][number]): boolean {
  return container.startRequested && container.lastStatus === 'PENDING';
}
