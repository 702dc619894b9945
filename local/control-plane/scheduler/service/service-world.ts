import type { TargetGroup } from '../../../../definition/model/load-balancing.ts';
import { ownValue } from '../../../../json/own-value.ts';
import type { RegisteredTaskDefinition, ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { IdSource } from '../identifiers.ts';
import type { TaskContext } from '../task/task-step.ts';

/** What stays the same while one plan is made. `now` is the cluster's time. */
export interface World {
  readonly now: number;
  readonly ids: IdSource;
  readonly clusterName: string;
  readonly inAlarm: readonly string[];
  /** By how much grace periods are shortened; 1 normally. */
  readonly timeScale: number;
  /** The longest that a grace period lasts; infinite normally. */
  readonly longestGraceSeconds: number;
  readonly targetGroups: Readonly<Record<string, TargetGroup>>;
  readonly taskDefinitions: Readonly<Record<string, RegisteredTaskDefinition>>;
}

/** How a plan waits where it does not wait as the definition says. */
export type Pace = Partial<Pick<World, 'timeScale' | 'longestGraceSeconds'>>;

/** A service with all its tasks, the stopped ones too. */
export interface ServiceSnapshot {
  readonly service: ServiceState;
  readonly tasks: readonly TaskState[];
}

/** Undefined for a task whose revision is not known, which is left alone. */
export function contextOf(task: TaskState, world: World): TaskContext | undefined {
  const definition = world.taskDefinitions[task.taskDefinition]?.content;
  if (definition === undefined) return undefined;
  return { definition, targetGroups: world.targetGroups, now: world.now };
}

/** A target group as events and reasons name it. */
export function targetGroupName(targetGroup: string, world: Pick<World, 'targetGroups'>): string {
  return ownValue(world.targetGroups, targetGroup)?.arn ?? targetGroup;
}
