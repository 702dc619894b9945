import type { Activity } from '../../scaling/targets/activity.ts';
import { keepActivities } from '../../scaling/targets/keep-activities.ts';
import { refuseChange } from '../../scaling/targets/refuse-change.ts';
import type { Moment, ScalableTargetState, Scaled } from '../../scaling/targets/scalable-target.ts';
import type { ClusterState, ServiceState } from '../model/cluster-state.ts';
import type { DecisionRecord, ScalableTargetRecord } from '../model/scaling-state.ts';
import { clusterTime } from '../scheduler/cluster-time.ts';
import { updateService } from '../scheduler/commands/services.ts';
import { idSource } from '../scheduler/identifiers.ts';
import { addMessage } from '../scheduler/service/events.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { withTarget } from './scaling-parts.ts';

/** A change of a target that may set the desired count of its service, with what is to be remembered of decisions. */
export type TargetChange = (moment: Moment) => Scaled & { readonly decisions?: readonly DecisionRecord[] };

/**
 * Makes a change of a target: the desired count of its service, the activities, and the events of the service that repeat
 * them, all at once. The same state is given back where nothing changes.
 */
export function changeTarget(
  state: PersistedState,
  record: ScalableTargetRecord,
  { name }: ServiceState,
  nowMs: number,
  change: TargetChange,
): PersistedState {
  const ids = idSource(state.cluster);
  const { decisions = record.decisions, ...scaled } = change({ nowMs, newId: ids.eventId });
  if (scaled.target === record.state && decisions === record.decisions) return state;
  const drawn = ids.sequence();
  const before = drawn === state.cluster.sequence ? state.cluster : { ...state.cluster, sequence: drawn };
  const { cluster, target } = setCount(before, name, scaled, nowMs);
  const activities = keepActivities(target.activities, nowMs);
  const withEvents = addEvents(cluster, name, newMessages(record.state.activities, activities), nowMs);
  return withTarget(
    { ...state, cluster: withEvents },
    { ...record, decisions, state: { ...target, activities } },
  );
}

function setCount(
  cluster: ClusterState,
  service: string,
  { target, desiredCount }: Scaled,
  nowMs: number,
): { readonly cluster: ClusterState; readonly target: ScalableTargetState } {
  if (desiredCount === undefined) return { cluster, target };
  const updated = updateService(cluster, { service, desiredCount }, nowMs);
  return updated.ok
    ? { cluster: updated.state, target }
    : { cluster, target: refuseChange(target, updated.error.message, nowMs) };
}

/** Changes of the desired count that have another message than before, the oldest first. */
function newMessages(before: readonly Activity[], after: readonly Activity[]): readonly Activity[] {
  const known = new Map(before.map(({ activityId, statusMessage }) => [activityId, statusMessage]));
  return after
    .filter(
      ({ change, activityId, statusMessage }) =>
        change !== undefined && known.get(activityId) !== statusMessage,
    )
    .toReversed();
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
function addEvents(
  cluster: ClusterState,
  name: string,
  activities: readonly Activity[],
  nowMs: number,
): ClusterState {
  const service = cluster.services[name];
  if (service === undefined || activities.length === 0) return cluster;
  const ids = idSource(cluster);
  const { latest } = clusterTime(cluster, nowMs);
  const withMessages = activities.reduce(
    (before, { statusMessage, cause }) =>
      addMessage(before, `Message: ${statusMessage} Cause: ${cause}`, ids, latest),
    service,
  );
  return { ...cluster, services: { ...cluster.services, [name]: withMessages }, sequence: ids.sequence() };
}
