import type { Workload } from '../../../../definition/workload.ts';
import type { ClusterState, ServiceState } from '../../model/cluster-state.ts';
import type { RollbackPoint } from '../../model/rollback-point.ts';
import { newestCompleted } from '../deployment/rollback.ts';

/** What the next release goes back to when it fails; undefined while no service has completed a deployment. */
export function rollbackPointOf(
  { services }: Pick<ClusterState, 'services'>,
  released: { readonly workload: Workload; readonly digest: string },
): RollbackPoint | undefined {
  const active = Object.values(services).filter(({ status }) => status === 'ACTIVE');
  const kept = active.map(asCompleted);
  if (kept.every(({ deployments }) => deployments.length === 0)) return undefined;
  return { ...released, services: Object.fromEntries(kept.map((service) => [service.name, service])) };
}

function asCompleted(service: ServiceState): ServiceState {
  const completed = newestCompleted([...service.deployments, ...service.history]);
  return {
    ...service,
    deployments: completed === undefined ? [] : [completed],
    history: [],
    events: [],
  };
}
