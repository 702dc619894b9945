import type { ContainerState, TaskState } from '../../model/cluster-state.ts';
import type { Fact } from '../../model/fact.ts';

type ContainerFact = Extract<Fact, { readonly container: string }>;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const outOfMemoryReason = 'OutOfMemoryError: Container killed due to memory usage';
const outOfMemoryExitCode = 137;
const missingReason = 'CannotInspectContainerError: the container is no longer there';

/** Takes in a container's start, end or health, unless it has ended already. */
export function withContainer(task: TaskState, fact: ContainerFact, now: number): TaskState {
  const container = task.containers.find((found) => found.name === fact.container);
  if (container === undefined || container.lastStatus === 'STOPPED') return task;
  const seen = seenContainer(container, fact, now);
  if (seen === container) return task;
  return { ...task, containers: task.containers.map((other) => (other === container ? seen : other)) };
}

function seenContainer(container: ContainerState, fact: ContainerFact, now: number): ContainerState {
  switch (fact.type) {
    case 'containerStarted':
      return container.lastStatus === 'RUNNING'
        ? container
        : { ...container, lastStatus: 'RUNNING', startRequested: true, startedAt: now };
    case 'containerExited':
      return { ...container, lastStatus: 'STOPPED', ...exit(fact) };
    case 'containerMissing':
      return { ...container, lastStatus: 'STOPPED', reason: missingReason };
    case 'containerHealth':
      return container.lastStatus !== 'RUNNING' || container.healthStatus === fact.health
        ? container
        : { ...container, healthStatus: fact.health };
  }
}

function exit(
  fact: Extract<Fact, { readonly type: 'containerExited' }>,
): Pick<ContainerState, 'exitCode' | 'reason'> {
  return fact.outOfMemory
    ? { exitCode: outOfMemoryExitCode, reason: outOfMemoryReason }
    : { exitCode: fact.exitCode };
}
