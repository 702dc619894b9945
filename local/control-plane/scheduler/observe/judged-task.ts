import type { TaskState } from '../../model/cluster-state.ts';
import { contextOf, type Situation, type World } from '../service/service-world.ts';
import { standingOf, type TaskStanding } from '../task/task-health.ts';

/** A task that is meant to run, with its standing and whether it is of the PRIMARY deployment. */
export interface JudgedTask {
  readonly task: TaskState;
  readonly standing: TaskStanding;
  readonly isCurrent: boolean;
}

/** All tasks of a service that are meant to run. */
export function judge(situation: Situation, world: World): readonly JudgedTask[] {
  const primary = situation.service.deployments[0];
  const judged: JudgedTask[] = [];
  for (const task of situation.tasks) {
    const context = task.desiredStatus === 'RUNNING' ? contextOf(task, world) : undefined;
    if (context === undefined) continue;
    const standing = standingOf(task, situation.service, context);
    judged.push({ task, standing, isCurrent: task.deploymentId === primary?.id });
  }
  return judged;
}

export const isSteady = (judged: JudgedTask): boolean => judged.standing.kind === 'steady';
export const isPending = (judged: JudgedTask): boolean => judged.standing.kind === 'pending';
export const isUnhealthy = (judged: JudgedTask): boolean => judged.standing.kind === 'unhealthy';
