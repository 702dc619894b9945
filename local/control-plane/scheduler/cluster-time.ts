import type { ClusterClock, ClusterState } from '../model/cluster-state.ts';

/**
 * The cluster's own time, which never goes back: when the machine's clock was set back, what is missing is
 * added from then on, so that no timer waits for the hours to pass again.
 */
export function clusterTime(state: Pick<ClusterState, 'clock'>, now: number): ClusterClock {
  const offsetMs = state.clock?.offsetMs ?? 0;
  const latest = state.clock?.latest ?? now + offsetMs;
  if (now + offsetMs >= latest) return { latest: now + offsetMs, offsetMs };
  return { latest, offsetMs: latest - now };
}

/** Writes the time down when the state changed or the clock was set back; otherwise the state stays the same value. */
export function keepTime(before: ClusterState, after: ClusterState, clock: ClusterClock): ClusterState {
  const wasSetBack = before.clock !== undefined && before.clock.offsetMs !== clock.offsetMs;
  return before === after && !wasSetBack ? before : { ...after, clock };
}
