import type { Workload } from '../../../definition/workload.ts';
import { applyDefinedAlarms } from '../alarms/apply-alarms.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { applyDefinedScaling } from './apply-scaling.ts';
import { alarmsIn, scalingOf } from './scaling-parts.ts';

/**
 * The state with the alarms, scalable targets, policies and scheduled actions of a definition; those that the API made
 * stay. Where there are none the state says so: what is absent was lost, and a restart applies the definition again. Raises
 * `ValidationError` for a rule of a composite alarm that is wrong.
 */
export function applyDefinition(state: PersistedState, workload: Workload, nowMs: number): PersistedState {
  const applied = applyDefinedScaling(applyDefinedAlarms(state, workload, nowMs), workload, nowMs);
  if (applied.alarms !== undefined && applied.scaling !== undefined) return applied;
  return { ...applied, alarms: alarmsIn(applied), scaling: scalingOf(applied) };
}
