import type { ClusterState, ServiceState, TaskState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import { serviceGroup } from '../model/task-group.ts';
import { clusterTime, keepTime } from './cluster-time.ts';
import { type IdSource, idSource } from './identifiers.ts';
import { advanceAll, planService, type ServicePlan } from './service/service-planner.ts';
import type { Pace, ServiceSnapshot, World } from './service/service-world.ts';
import { rememberSettled, settledPlan } from './service/settled-services.ts';
import { groupTasks, serviceOf } from './task/task-groups.ts';
import { earlier } from './task/task-step.ts';

/** The cluster after what can be decided now, what to do about it, and when time alone makes something due. */
export interface Plan {
  readonly state: ClusterState;
  /** In order. Write `state` to disk before carrying them out. */
  readonly effects: readonly Effect[];
  /** Milliseconds since the epoch, of the clock that gave `now`. */
  readonly wakeAt?: number;
}

/**
 * Takes deployments, tasks and services as far as they go at `now`. Each effect is given once: what was not
 * confirmed by a fact is given again by `recover`. The same state comes back when nothing changed. `pace` shortens
 * the grace periods; the state keeps them as they are.
 */
export function plan(before: ClusterState, now: number, pace: Pace = {}): Plan {
  const clock = clusterTime(before, now);
  const ids = idSource(before);
  const outcome = planAll(before, worldOf(before, { now: clock.latest, ids, ...pace }));
  const state = keepTime(before, merge(before, outcome, ids), clock);
  const { effects } = outcome;
  return outcome.dueAt === undefined
    ? { state, effects }
    : { state, effects, wakeAt: outcome.dueAt - clock.offsetMs };
}

interface Outcome {
  readonly services: ReadonlyMap<string, ServiceState>;
  readonly tasks: readonly TaskState[];
  readonly forgotten: readonly string[];
  readonly effects: readonly Effect[];
  readonly dueAt: number | undefined;
}

const noAlarms: readonly string[] = [];

function worldOf(state: ClusterState, moment: Pick<World, 'now' | 'ids'> & Pace): World {
  return {
    timeScale: 1,
    longestGraceSeconds: Number.POSITIVE_INFINITY,
    ...moment,
    clusterName: state.clusterName,
    inAlarm: state.inAlarm ?? noAlarms,
    targetGroups: state.targetGroups,
    taskDefinitions: state.taskDefinitions,
  };
}

function planAll(state: ClusterState, world: World): Outcome {
  const { byGroup, forgotten, dueAt: forgetAt } = groupTasks(state, world.now);
  const effects: Effect[] = [];
  const services = new Map<string, ServiceState>();
  const changed: TaskState[] = [];
  let dueAt = forgetAt;
  for (const service of Object.values(state.services)) {
    const tasks = byGroup.get(serviceGroup(service.name)) ?? [];
    const planned = planOne({ service, tasks }, world);
    if (planned.snapshot.service !== service) services.set(service.name, planned.snapshot.service);
    changed.push(...changedTasks(tasks, planned.snapshot.tasks));
    effects.push(...planned.effects);
    dueAt = earlier(dueAt, planned.dueAt);
  }
  const oneOffs = tasksWithoutService(state, byGroup);
  const advanced = advanceAll(oneOffs, world);
  changed.push(...changedTasks(oneOffs, advanced.tasks));
  effects.push(...advanced.effects);
  dueAt = earlier(dueAt, advanced.dueAt);
  return { services, tasks: changed, forgotten, effects, dueAt };
}

function planOne(snapshot: ServiceSnapshot, world: World): ServicePlan {
  const settled = settledPlan(snapshot, world);
  if (settled !== undefined) return settled;
  const planned = planService(snapshot, world);
  rememberSettled(planned, world);
  return planned;
}

function tasksWithoutService(
  state: ClusterState,
  byGroup: ReadonlyMap<string, readonly TaskState[]>,
): readonly TaskState[] {
  const tasks: TaskState[] = [];
  for (const [group, ofGroup] of byGroup) {
    if (serviceOf(group, state) === undefined) tasks.push(...ofGroup);
  }
  return tasks;
}

function changedTasks(before: readonly TaskState[], after: readonly TaskState[]): readonly TaskState[] {
  return before === after ? [] : after.filter((task, index) => task !== before[index]);
}

function merge(before: ClusterState, outcome: Outcome, ids: IdSource): ClusterState {
  const hasTasks = outcome.tasks.length > 0 || outcome.forgotten.length > 0;
  if (outcome.services.size === 0 && !hasTasks) return before;
  return {
    ...before,
    services:
      outcome.services.size === 0
        ? before.services
        : { ...before.services, ...Object.fromEntries(outcome.services) },
    tasks: hasTasks ? mergeTasks(before.tasks, outcome) : before.tasks,
    sequence: ids.sequence(),
  };
}

function mergeTasks(before: ClusterState['tasks'], outcome: Outcome): ClusterState['tasks'] {
  const tasks: Record<string, TaskState> = { ...before };
  for (const task of outcome.tasks) tasks[task.id] = task;
  for (const id of outcome.forgotten) delete tasks[id];
  return tasks;
}
