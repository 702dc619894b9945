import type { ScheduledAction } from '../../../definition/model/scaling.ts';
import { withNamesOfDays } from '../../scaling/schedules/numbered-days.ts';
import { clusterTime } from '../scheduler/cluster-time.ts';
import { idSource } from '../scheduler/identifiers.ts';
import { addMessage } from '../scheduler/service/events.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { scaledService } from './scaled-service.ts';

/** What cannot be told in the answer of an API is told in the events of the service that it is about. */
export interface ScalingNote {
  readonly resourceId: string;
  readonly text: string;
}

/** That a predictive policy is kept and never acts. */
export function predictiveNote(resourceId: string, policyName: string): ScalingNote {
  const text = `The predictive scaling policy ${policyName} is recorded. The local environment makes no forecast, so it never acts.`;
  return { resourceId, text };
}

/** How the days of a scheduled action are counted; undefined where it names them, or has none. */
export function numberedDaysNote(resourceId: string, action: ScheduledAction): ScalingNote | undefined {
  const named = withNamesOfDays(action.schedule);
  if (named === undefined) return undefined;
  const text = `The scheduled action ${action.scheduledActionName} has numbers for days of the week. 1 is Sunday here, and may be Monday on AWS: use names, such as ${named}.`;
  return { resourceId, text };
}

/** Adds a note to the events of its service. */
export function noteScaling(
  state: PersistedState,
  { resourceId, text }: ScalingNote,
  nowMs: number,
): PersistedState {
  const { cluster } = state;
  const service = scaledService(cluster, resourceId);
  if (service === undefined) return state;
  const ids = idSource(cluster);
  const noted = addMessage(service, `Message: ${text}`, ids, clusterTime(cluster, nowMs).latest);
  const services = { ...cluster.services, [service.name]: noted };
  return { ...state, cluster: { ...cluster, services, sequence: ids.sequence() } };
}
