import type { Workload } from '../../../definition/workload.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { applyTarget } from './apply-target.ts';
import { scalingOf } from './scaling-parts.ts';
import { deregisterTarget, withoutDeletedServices } from './targets.ts';

/**
 * Takes in the scalable targets of a template at a release of its services, with their policies, alarms and scheduled
 * actions. As for CloudFormation, what the template says acts where it is another thing than at the last release: what was
 * changed by the API meanwhile stays otherwise, and so does what the API made.
 */
export function applyDefinedScaling(
  state: PersistedState,
  workload: Pick<Workload, 'scalableTargets'>,
  nowMs: number,
): PersistedState {
  const there = withoutDeletedServices(state, nowMs);
  const defined = new Set(workload.scalableTargets.map(({ resourceId }) => resourceId));
  const kept = Object.values(scalingOf(there).targets)
    .filter(({ template, state: { resourceId } }) => template !== undefined && !defined.has(resourceId))
    .reduce((before, target) => deregisterTarget(before, target.state.resourceId, nowMs), there);
  return workload.scalableTargets.reduce((before, target) => applyTarget(before, target, nowMs), kept);
}
