import type { Workload } from '../../../definition/workload.ts';
import type { ClusterState } from '../model/cluster-state.ts';

/** All that outlives the process: the cluster, and the definition that was released to it last. */
export interface PersistedState {
  readonly cluster: ClusterState;
  readonly released?: { readonly workload: Workload; readonly digest: string };
}
