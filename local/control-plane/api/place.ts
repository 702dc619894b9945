import type { Workload } from '../../../definition/workload.ts';
import { command } from '../../../failure/command.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { AwsError } from './aws-error.ts';

/**
 * The state in the cluster, region and account of a definition: a state from elsewhere is replaced by an
 * empty one, because every ARN in it belongs to the other place. Raises `InvalidParameterException` for more
 * than one cluster, and when something still runs in the other place.
 */
export function placedFor(state: ClusterState, workload: Workload): ClusterState {
  const [cluster, ...others] = workload.clusters;
  if (others.length > 0) {
    const names = workload.clusters.map(({ name }) => name).join(', ');
    throw refused(`The local environment runs one cluster; the definition has ${names}.`);
  }
  const { region, accountId } = workload;
  const clusterName = cluster?.name ?? state.clusterName;
  const isHere =
    state.clusterName === clusterName && state.region === region && state.accountId === accountId;
  if (isHere) return state;
  if (isInUse(state)) {
    throw refused(
      `The cluster ${state.clusterName} still has services or tasks, so it cannot become ${clusterName}: first run ${command('local:down')} --volumes.`,
    );
  }
  return emptyCluster({ clusterName, region, accountId });
}

function isInUse(state: ClusterState): boolean {
  const services = Object.values(state.services).filter((service) => service.status !== 'INACTIVE');
  const tasks = Object.values(state.tasks).filter((task) => task.lastStatus !== 'STOPPED');
  return services.length > 0 || tasks.length > 0;
}

const refused = (message: string): AwsError => new AwsError('InvalidParameterException', message);
