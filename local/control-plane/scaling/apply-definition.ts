import type { Workload } from '../../../definition/workload.ts';
import { applyDefinedAlarms } from '../alarms/apply-alarms.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { applyDefinedScaling } from './apply-scaling.ts';

/**
 * The state with the alarms, scalable targets, policies and scheduled actions of a definition; those that the API made
 * stay. Raises `ValidationError` for a rule of a composite alarm that is wrong.
 */
export function applyDefinition(state: PersistedState, workload: Workload, nowMs: number): PersistedState {
  return applyDefinedScaling(applyDefinedAlarms(state, workload, nowMs), workload, nowMs);
}
