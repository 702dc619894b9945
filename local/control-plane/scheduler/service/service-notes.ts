import type { DeploymentState, ServiceState, TaskState } from '../../model/cluster-state.ts';
import { backOffMs } from '../task/back-off.ts';
import type { TaskNote } from '../task/task-step.ts';
import { addEvent, eventText } from './events.ts';
import { targetGroupName, type World } from './service-world.ts';

/** Writes into a service what happened to its tasks: events, failures and the back-off that follows them. */
export function takeNotes(service: ServiceState, notes: readonly TaskNote[], world: World): ServiceState {
  if (notes.length === 0) return service;
  const failures = notes.flatMap((note) => (note.type === 'failed' ? [note.task] : []));
  const counted = failures.reduce((now, task) => countFailure(now, task, world), service);
  return textsOf(notes, world).reduce((now, text) => addEvent(now, text, world.ids, world.now), counted);
}

/** A task of the PRIMARY deployment failed. While it is under way the circuit breaker counts that. */
export function countFailed(service: ServiceState, now: number): ServiceState {
  return changePrimary(service, (primary) =>
    primary.rolloutState === 'IN_PROGRESS'
      ? { ...primary, failedTasks: primary.failedTasks + 1, updatedAt: now }
      : primary,
  );
}

export function changePrimary(
  service: ServiceState,
  change: (primary: DeploymentState) => DeploymentState,
): ServiceState {
  const [primary, ...others] = service.deployments;
  if (primary === undefined) return service;
  const changed = change(primary);
  return changed === primary ? service : { ...service, deployments: [changed, ...others] };
}

/**
 * Assumption: any task that ends by itself while its deployment is under way counts, also one that was RUNNING:
 * a container that exits at once is RUNNING for a moment.
 */
function countFailure(service: ServiceState, task: TaskState, world: World): ServiceState {
  const said =
    task.startFailure === undefined
      ? service
      : addEvent(service, eventText.unplaced(task.startFailure), world.ids, world.now);
  if (task.deploymentId !== service.deployments[0]?.id) return said;
  return holdBack(countFailed(said, world.now), task, world);
}

/**
 * A task that was healthy once is replaced at once. Of tasks that were started together only the first to fail
 * makes the wait longer.
 */
function holdBack(service: ServiceState, task: TaskState, world: World): ServiceState {
  const primary = service.deployments[0];
  if (primary === undefined || task.healthyAt !== undefined) return service;
  if (primary.throttledUntil !== undefined && task.createdAt < primary.throttledUntil) return service;
  const consecutiveFailures = primary.consecutiveFailures + 1;
  const waitMs = backOffMs(consecutiveFailures);
  const held = waitMs === 0 ? {} : { throttledUntil: world.now + waitMs };
  const counted = changePrimary(service, (deployment) => ({ ...deployment, consecutiveFailures, ...held }));
  return waitMs === 0 || isKnown(service)
    ? counted
    : addEvent(counted, eventText.throttled, world.ids, world.now);
}

/** The event is not repeated while its cause lasts. */
function isKnown(service: ServiceState): boolean {
  return service.deployments[0]?.throttledUntil !== undefined;
}

function textsOf(notes: readonly TaskNote[], world: World): readonly string[] {
  const stopped = notes.flatMap((note) => (note.type === 'stopped' ? [note.taskId] : []));
  const draining = notes.filter((note) => note.type === 'draining').length;
  return [
    ...perTargetGroup(notes, 'registered').map(([group, count]) =>
      eventText.registered(count, targetGroupName(group, world)),
    ),
    ...perTargetGroup(notes, 'deregistered').map(([group, count]) =>
      eventText.deregistered(count, targetGroupName(group, world)),
    ),
    ...(draining === 0 ? [] : [eventText.draining(draining)]),
    ...(stopped.length === 0 ? [] : [eventText.stopped(stopped)]),
  ];
}

function perTargetGroup(
  notes: readonly TaskNote[],
  type: 'registered' | 'deregistered',
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const note of notes) {
    if (note.type === type) counts.set(note.targetGroup, (counts.get(note.targetGroup) ?? 0) + 1);
  }
  return [...counts];
}
