import type { Workload } from '../../../../definition/workload.ts';
import type { ClusterState } from '../../model/cluster-state.ts';
import { type AppliedWorkload, takeIn } from './apply-workload.ts';
import type { Outcome } from './outcome.ts';

/**
 * Takes in what a definition has and a cluster that lost its state has not: revisions, target groups and services. A
 * service that is there already stays as it is.
 */
export function restoreWorkload(
  state: ClusterState,
  workload: Workload,
  now: number,
): Outcome<AppliedWorkload> {
  const services = workload.services.filter(({ name }) => state.services[name] === undefined);
  return takeIn(state, { ...workload, services }, { releaseServices: true }, now);
}
