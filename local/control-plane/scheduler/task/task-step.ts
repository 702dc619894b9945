import type { TaskDefinition } from '../../../../definition/model/ecs.ts';
import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import type { TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';

/** What a task's life is assessed by. */
export interface TaskContext {
  readonly definition: TaskDefinition;
  readonly targetGroups: Readonly<Record<string, TargetGroup>>;
  readonly now: number;
}

/** What happened to a task that its service has to know. */
export type TaskNote =
  | { readonly type: 'registered'; readonly targetGroup: string }
  | { readonly type: 'deregistered'; readonly targetGroup: string }
  | { readonly type: 'draining' }
  /** The scheduler's stop reached its containers. */
  | { readonly type: 'stopped'; readonly taskId: string }
  /** It ended by itself. */
  | { readonly type: 'failed'; readonly task: TaskState };

/** One step of a task: its new state, the effects, what to report, and when the next step is due. */
export interface TaskStep {
  readonly task: TaskState;
  readonly effects: readonly Effect[];
  readonly notes: readonly TaskNote[];
  readonly dueAt?: number;
}

const nothing: readonly never[] = [];

/** Nothing to do before `dueAt`. */
export function rest(task: TaskState, dueAt?: number): TaskStep {
  return dueAt === undefined
    ? { task, effects: nothing, notes: nothing }
    : { task, effects: nothing, notes: nothing, dueAt };
}

export function moved(
  task: TaskState,
  effects: readonly Effect[] = [],
  notes: readonly TaskNote[] = [],
): TaskStep {
  return { task, effects, notes };
}

/** The earlier of two times, either of which may be absent. */
export function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
