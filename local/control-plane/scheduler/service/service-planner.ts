import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import { carryOut } from '../deployment/deployment-actions.ts';
import { failWhereDue } from '../deployment/deployment-failure.ts';
import { decideStep } from '../deployment/deployment-step.ts';
import { type AssessedTask, assess } from '../observe/assessed-task.ts';
import { markHealth } from '../observe/health-marks.ts';
import { endProtection, protectionDueAt } from '../task/protection-expiry.ts';
import { advanceTask } from '../task/task-lifecycle.ts';
import { earlier, type TaskNote } from '../task/task-step.ts';
import { takeNotes } from './service-notes.ts';
import { settle } from './service-settling.ts';
import { contextOf, type ServiceSnapshot, type World } from './service-world.ts';

/** What a service is after a plan, what is to be done, and when it is due again. */
export interface ServicePlan {
  readonly snapshot: ServiceSnapshot;
  readonly effects: readonly Effect[];
  readonly dueAt: number | undefined;
}

/** Takes a service and its tasks as far as they go now. */
export function planService(snapshot: ServiceSnapshot, world: World): ServicePlan {
  const effects: Effect[] = [];
  let current = snapshot;
  for (;;) {
    const pass = onePass(current, world);
    effects.push(...pass.effects);
    const isUnchanged = pass.snapshot.service === current.service && pass.snapshot.tasks === current.tasks;
    current = pass.snapshot;
    if (isUnchanged) return { ...pass, effects };
  }
}

function onePass(before: ServiceSnapshot, world: World): ServicePlan {
  const advanced = advanceAll(before.tasks, world);
  const noted = {
    service: takeNotes(before.service, advanced.notes, world),
    tasks: endProtection(advanced.tasks, world.now),
  };
  const assessed = assess(noted, world);
  const marked = markHealth(noted, assessed, world);
  if (marked !== noted) return { ...advanced, snapshot: marked };
  const service = failWhereDue(noted.service, world);
  if (service !== noted.service) return { ...advanced, snapshot: { ...noted, service } };
  const acted = carryOut(noted, decideStep(noted.service, assessed, world.now), world);
  const settled = acted === noted ? { ...noted, service: settle(noted, assessed, world) } : acted;
  const serviceDue = earlier(
    serviceDueAt(settled.service, assessed, world.now),
    protectionDueAt(settled.tasks),
  );
  const dueAt = earlier(advanced.dueAt, serviceDue);
  return { snapshot: settled, effects: advanced.effects, dueAt };
}

/** When its back-off is over or a task of it may have become healthy or unhealthy by time alone. */
function serviceDueAt(
  service: ServiceState,
  assessed: readonly AssessedTask[],
  now: number,
): number | undefined {
  const held = service.deployments[0]?.throttledUntil ?? now;
  let dueAt = held > now ? held : undefined;
  for (const { health } of assessed) {
    if (health.kind === 'pending') dueAt = earlier(dueAt, health.dueAt);
  }
  return dueAt;
}

/** Tasks after their own advance, with what it asks for. */
export interface AdvancedTasks {
  readonly tasks: readonly TaskState[];
  readonly effects: readonly Effect[];
  readonly notes: readonly TaskNote[];
  readonly dueAt: number | undefined;
}

/** The same array comes back when none of the tasks moved. */
export function advanceAll(tasks: readonly TaskState[], world: World): AdvancedTasks {
  const effects: Effect[] = [];
  const notes: TaskNote[] = [];
  let dueAt: number | undefined;
  let hasMoved = false;
  const advanced = tasks.map((task) => {
    const context = contextOf(task, world);
    if (context === undefined) return task;
    const step = advanceTask(task, context);
    effects.push(...step.effects);
    notes.push(...step.notes);
    dueAt = earlier(dueAt, step.dueAt);
    hasMoved ||= step.task !== task;
    return step.task;
  });
  return { tasks: hasMoved ? advanced : tasks, effects, notes, dueAt };
}
