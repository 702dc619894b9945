import type { ServiceState } from '../../../model/cluster-state.ts';
import { serviceOf } from '../../task/task-groups.ts';
import { must } from './must.ts';
import type { Decision } from './simulated-world.ts';
import { clusterNow, isHealthy, type WatchedTasks } from './watched-tasks.ts';

/** The floor, the ceiling, and who may launch, for each service whose tasks a decision started or stopped. */
export function checkCapacity(decision: Decision, tasks: ReadonlyMap<string, WatchedTasks>): void {
  for (const [group, ofService] of tasks) {
    const service = serviceOf(group, decision.plan.state);
    if (service === undefined) continue;
    if (ofService.stopped.length > 0) checkFloor(service, ofService, decision);
    if (ofService.started.length > 0) checkLaunches(service, ofService);
  }
}

/** Never fewer healthy tasks than the floor by the scheduler's own doing. */
function checkFloor(service: ServiceState, tasks: WatchedTasks, { before, plan, now }: Decision): void {
  const time = clusterNow(plan.state, now);
  if (!tasks.stopped.some((task) => isHealthy(task, before, time))) return;
  const left = tasks.live.filter((task) => isHealthy(task, plan.state, time)).length;
  const floor = Math.ceil(
    (service.desiredCount * service.deploymentConfiguration.minimumHealthyPercent) / 100,
  );
  must(left >= floor, `${left} healthy tasks of ${service.name} are left of at least ${floor}`);
}

/** Never more tasks than the ceiling, but for those that were there when it was lowered. */
function checkLaunches(service: ServiceState, { live, started }: WatchedTasks): void {
  const ceiling = Math.floor((service.desiredCount * service.deploymentConfiguration.maximumPercent) / 100);
  must(
    live.length <= ceiling,
    `${live.length} tasks of ${service.name} are more than the ceiling of ${ceiling}`,
  );
  const primary = service.deployments[0];
  must(
    started.every(
      (task) => task.deploymentId === primary?.id && task.taskDefinition === primary?.taskDefinition,
    ),
    'only the PRIMARY deployment launches, and its own revision',
  );
  must(primary?.rolloutState !== 'FAILED', 'a failed deployment launches nothing');
}
