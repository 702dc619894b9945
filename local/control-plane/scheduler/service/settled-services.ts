import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { ServicePlan } from './service-planner.ts';
import type { ServiceSnapshot, World } from './service-world.ts';

interface Settled {
  readonly tasks: readonly TaskState[];
  readonly world: World;
  readonly dueAt: number | undefined;
}

/**
 * Services for which the last look found nothing to do. A value that has not changed since needs no second look
 * until something becomes due, so a fact costs the work of its own service only.
 */
const settledServices = new WeakMap<ServiceState, Settled>();

/** A plan continues until nothing more is to be done, so its outcome is settled. */
export function rememberSettled({ snapshot, dueAt }: ServicePlan, world: World): void {
  settledServices.set(snapshot.service, { tasks: snapshot.tasks, world, dueAt });
}

/** The plan of a service that is settled still: nothing to do, and when it is due. */
export function settledPlan(snapshot: ServiceSnapshot, world: World): ServicePlan | undefined {
  const settled = settledServices.get(snapshot.service);
  if (settled === undefined || !isSameWorld(settled.world, world)) return undefined;
  if (settled.dueAt !== undefined && settled.dueAt <= world.now) return undefined;
  if (!isSameTasks(settled.tasks, snapshot.tasks)) return undefined;
  return { snapshot, effects: [], dueAt: settled.dueAt };
}

/** What a plan depends on, by name: one that is missing here does not compile, as plans would be stale without a word. */
const decides: { readonly [K in Exclude<keyof World, 'now' | 'ids'>]: (world: World) => World[K] } = {
  clusterName: ({ clusterName }) => clusterName,
  inAlarm: ({ inAlarm }) => inAlarm,
  timeScale: ({ timeScale }) => timeScale,
  longestGraceSeconds: ({ longestGraceSeconds }) => longestGraceSeconds,
  targetGroups: ({ targetGroups }) => targetGroups,
  taskDefinitions: ({ taskDefinitions }) => taskDefinitions,
};
const decisive: readonly ((world: World) => unknown)[] = Object.values(decides);

function isSameWorld(then: World, now: World): boolean {
  return then.now <= now.now && decisive.every((valueIn) => valueIn(then) === valueIn(now));
}

function isSameTasks(then: readonly TaskState[], now: readonly TaskState[]): boolean {
  return then.length === now.length && then.every((task, index) => task === now[index]);
}
