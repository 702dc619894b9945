import { serviceOf } from '../../task/task-groups.ts';
import { must } from './must.ts';
import type { Occurrences } from './occurrences.ts';
import type { Decision } from './simulated-world.ts';
import { clusterNow, type WatchedTasks } from './watched-tasks.ts';

/** Neither a scale-in nor a deployment stops a protected task, and none stays protected for longer than it was asked to. */
export function checkProtection(
  { before, plan, now }: Decision,
  tasks: ReadonlyMap<string, WatchedTasks>,
  occurrences: Occurrences,
): void {
  const time = clusterNow(plan.state, now);
  for (const [group, { live, stopped }] of tasks) {
    const service = serviceOf(group, plan.state);
    if (service?.status !== 'ACTIVE') continue;
    const earlier = before.services[service.name]?.heldByProtection ?? [];
    if ((service.heldByProtection ?? []).some((id) => !earlier.includes(id))) occurrences.held += 1;
    for (const { id, protectedUntil = 0 } of stopped) {
      const isScaling = plan.state.tasks[id]?.stoppedReason?.startsWith('Scaling activity') === true;
      must(!isScaling || protectedUntil <= time, `the protected task ${id} stays`);
    }
    for (const { id, protectedUntil = time + 1 } of live) {
      must(protectedUntil > time, `the protection of task ${id} has ended`);
    }
  }
}
