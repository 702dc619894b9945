import { clusterTime } from '../scheduler/cluster-time.ts';
import { idSource } from '../scheduler/identifiers.ts';
import { addMessage } from '../scheduler/service/events.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { scaledService } from './scaled-service.ts';

/** Tells in the events of a service that a predictive policy of it is kept and never acts. */
export function notePredictive(
  state: PersistedState,
  resourceId: string,
  policyName: string,
  nowMs: number,
): PersistedState {
  const { cluster } = state;
  const service = scaledService(cluster, resourceId);
  if (service === undefined) return state;
  const ids = idSource(cluster);
  const message = `Message: The predictive scaling policy ${policyName} is recorded. The local environment makes no forecast, so it never acts.`;
  const noted = addMessage(service, message, ids, clusterTime(cluster, nowMs).latest);
  const services = { ...cluster.services, [service.name]: noted };
  return { ...state, cluster: { ...cluster, services, sequence: ids.sequence() } };
}
