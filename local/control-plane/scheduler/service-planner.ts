import type { TaskState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import { carryOut } from './deployment-actions.ts';
import { failWhereDue } from './deployment-failure.ts';
import { decideStep } from './deployment-step.ts';
import { markHealth } from './health-marks.ts';
import { type JudgedTask, judge } from './judged-task.ts';
import { takeNotes } from './service-notes.ts';
import { settle } from './service-settling.ts';
import { contextOf, type Situation, type World } from './service-world.ts';
import { advanceTask } from './task-lifecycle.ts';
import { earlier, type TaskNote } from './task-step.ts';

/** What a service is after a plan, what is to be done, and when it is due again. */
export interface ServicePlan {
  readonly situation: Situation;
  readonly effects: readonly Effect[];
  readonly dueAt?: number;
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
  if (marked !== noted) return { situation: marked, effects: advanced.effects };
  const service = failWhereDue(noted.service, world);
  if (service !== noted.service) return { situation: { ...noted, service }, effects: advanced.effects };
  const acted = carryOut(noted, decideStep(noted.service, judged, world.now), world);
  const settled = acted === noted ? { ...noted, service: settle(noted, judged, world) } : acted;
  return withDueTime({ situation: settled, effects: advanced.effects }, advanced.dueAt, judged, world);
}

function withDueTime(
  plan: ServicePlan,
  tasksDueAt: number | undefined,
  judged: readonly JudgedTask[],
  world: World,
): ServicePlan {
  const held = plan.situation.service.deployments[0]?.throttledUntil;
  let dueAt = earlier(tasksDueAt, held !== undefined && held > world.now ? held : undefined);
  for (const { standing } of judged) {
    if (standing.kind === 'pending') dueAt = earlier(dueAt, standing.dueAt);
  }
  return dueAt === undefined ? plan : { ...plan, dueAt };
}

/** Tasks after their own advance, with what it asks for. */
export interface AdvancedTasks {
  readonly tasks: readonly TaskState[];
  readonly effects: readonly Effect[];
  readonly notes: readonly TaskNote[];
  readonly dueAt?: number;
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
  const outcome = { tasks: hasMoved ? advanced : tasks, effects, notes };
  return dueAt === undefined ? outcome : { ...outcome, dueAt };
}
