import type { ContainerState, TargetState, TaskState } from '../model/cluster-state.ts';
import type { FoundContainer, FoundTask } from './found-task.ts';

/**
 * The task as the state would have it: what its record says of its beginning, and what the engine and the load balancer
 * say of it now. How a container ended, if it did, is told by the comparison with the engine that follows.
 */
export function adoptedTask(task: TaskState, found: FoundTask, now: number): TaskState {
  const starts = found.containers.flatMap(({ startedAt }) => startedAt ?? []);
  const startedAt = Math.max(task.createdAt, ...starts);
  const hasStarted = found.containers.every(isStarted);
  const isServed = task.targets.every(({ targetGroup }) => found.servedIn?.has(targetGroup) ?? true);
  return {
    ...task,
    desiredStatus: 'RUNNING',
    lastStatus: hasStarted ? 'RUNNING' : 'PENDING',
    provisionRequested: true,
    privateIp: found.privateIp,
    containers: task.containers.map((container) => adoptedContainer(container, found)),
    targets: hasStarted ? task.targets.map((target) => adoptedTarget(target, found, now)) : task.targets,
    ...(hasStarted ? { startedAt } : {}),
    ...(hasStarted && isServed ? { healthyAt: startedAt } : {}),
  };
}

function adoptedContainer({ name }: ContainerState, { containers }: FoundTask): ContainerState {
  const found = containers.find((one) => one.name === name);
  const begun = found !== undefined && isStarted(found);
  return {
    name,
    lastStatus: begun ? 'RUNNING' : 'PENDING',
    startRequested: begun,
    healthStatus: found?.health ?? 'UNKNOWN',
    ...(found === undefined ? {} : { runtimeId: found.runtimeId, imageDigest: found.image.digest }),
    ...(begun && found.startedAt !== undefined ? { startedAt: found.startedAt } : {}),
  };
}

/** One that gets requests keeps getting them; the others are checked from the start. */
function adoptedTarget(
  { targetGroup, port }: TargetState,
  { servedIn }: FoundTask,
  now: number,
): TargetState {
  return servedIn?.has(targetGroup) === true
    ? { targetGroup, port, state: 'healthy', registeredAt: now, confirmed: true }
    : { targetGroup, port, state: 'initial', reason: 'Elb.RegistrationInProgress', registeredAt: now };
}

const isStarted = ({ state }: FoundContainer): boolean => state !== 'created';
