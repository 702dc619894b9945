import type { ClusterState } from '../model/cluster-state.ts';

/** A cluster in which nothing was defined yet. */
export function emptyCluster(place: {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
}): ClusterState {
  return {
    clusterName: place.clusterName,
    region: place.region,
    accountId: place.accountId,
    taskDefinitions: {},
    services: {},
    tasks: {},
    targetGroups: {},
    sequence: 0,
  };
}
