import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import { carryOut } from '../deployment/deployment-actions.ts';
import { failWhereDue } from '../deployment/deployment-failure.ts';
import { decideStep } from '../deployment/deployment-step.ts';
import { markHealth } from '../observe/health-marks.ts';
import { type JudgedTask, judge } from '../observe/judged-task.ts';
import { advanceTask } from '../task/task-lifecycle.ts';
import { earlier, type TaskNote } from '../task/task-step.ts';
import { takeNotes } from './service-notes.ts';
import { settle } from './service-settling.ts';
import { contextOf, type Situation, type World } from './service-world.ts';

/** What a service is after a plan, what is to be done, and when it is due again. */
export interface ServicePlan {
  readonly situation: Situation;
  readonly effects: readonly Effect[];
  readonly dueAt: number | undefined;
}

/** Takes a service and its tasks as far as they go now. */
export function planService(situation: Situation, world: World): ServicePlan {
  const effects: Effect[] = [];
  let current = situation;
  for (;;) {
    const pass = onePass(current, world);
    effects.push(...pass.effects);
    const isUnchanged = pass.situation.service === current.service && pass.situation.tasks === current.tasks;
    current = pass.situation;
    if (isUnchanged) return { ...pass, effects };
  }
}

function onePass(before: Situation, world: World): ServicePlan {
  const advanced = advanceAll(before.tasks, world);
  const noted = {
    service: takeNotes(before.service, advanced.notes, world),
    tasks: advanced.tasks,
  };
  const judged = judge(noted, world);
  const marked = markHealth(noted, judged, world);
  if (marked !== noted) return { ...advanced, situation: marked };
  const service = failWhereDue(noted.service, world);
  if (service !== noted.service) return { ...advanced, situation: { ...noted, service } };
  const acted = carryOut(noted, decideStep(noted.service, judged, world.now), world);
  const settled = acted === noted ? { ...noted, service: settle(noted, judged, world) } : acted;
  const dueAt = earlier(advanced.dueAt, serviceDueAt(settled.service, judged, world.now));
  return { situation: settled, effects: advanced.effects, dueAt };
}

/** When its back-off is over or a task of it may have become healthy or unhealthy by time alone. */
function serviceDueAt(service: ServiceState, judged: readonly JudgedTask[], now: number): number | undefined {
  const held = service.deployments[0]?.throttledUntil ?? now;
  let dueAt = held > now ? held : undefined;
  for (const { standing } of judged) {
    if (standing.kind === 'pending') dueAt = earlier(dueAt, standing.dueAt);
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
