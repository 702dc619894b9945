import type { ClusterState } from '../../../model/cluster-state.ts';
import { checkCapacity } from './capacity-invariants.ts';
import { checkDeployments, type Endings } from './deployment-invariants.ts';
import { checkEffects } from './effect-invariants.ts';
import type { Occurrences } from './occurrences.ts';
import { checkEngine, checkTasks } from './orphan-invariants.ts';
import { checkProtection } from './protection-invariants.ts';
import { checkQuiet } from './quiet-invariant.ts';
import type { Decision } from './simulated-world.ts';
import { type WatchedTasks, watchTasks } from './watched-tasks.ts';

/** A second plan costs as much as all the rest of a step, so it is made for some of them. */
const quietEvery = 4;
const nothing: ReadonlyMap<string, WatchedTasks> = new Map();

/**
 * Looks at each decision of one run, and throws when it breaks what must hold at every step. It says again in its
 * own words what the scheduler has to do, so that a slip in the scheduler's does not hide itself.
 */
export function invariants(occurrences: Occurrences): (decision: Decision) => void {
  const endings = new Map<string, Endings>();
  const watchDeployments = (before: ClusterState, after: ClusterState, now: number): void => {
    if (before.services === after.services) return;
    for (const service of Object.values(after.services)) {
      const earlier = before.services[service.name];
      if (earlier === undefined || earlier === service) continue;
      const ofService = endings.get(service.name) ?? [];
      endings.set(service.name, ofService);
      const change = { before: earlier, after: service, state: after, now };
      checkDeployments(change, ofService, occurrences);
    }
  };
  let decisions = 0;
  return (decision) => {
    decisions += 1;
    const { previous, before, plan, now } = decision;
    watchDeployments(previous, before, now);
    watchDeployments(before, plan.state, now);
    checkEngine(decision);
    checkEffects(decision);
    const tasks = plan.state === before ? nothing : watchTasks(decision);
    checkTasks(decision, tasks);
    checkCapacity(decision, tasks);
    checkProtection(decision, tasks, occurrences);
    if (decisions % quietEvery === 0) checkQuiet(decision);
  };
}
