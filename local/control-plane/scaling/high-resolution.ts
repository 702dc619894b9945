import type { TrackedMetric } from '../../../definition/model/scaling.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { hasHighResolutionMetrics } from '../model/high-resolution.ts';
import { scaledService } from './scaled-service.ts';

type PredefinedType = Extract<TrackedMetric, { kind: 'predefined' }>['type'];

const metricNames: Readonly<Partial<Record<PredefinedType, string>>> = {
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
};

/** Whether a service publishes a metric as often as a policy needs it. */
export function hasHighResolution(cluster: ClusterState, resourceId: string, type: PredefinedType): boolean {
  const name = metricNames[type];
  if (name === undefined) return true;
  const service = scaledService(cluster, resourceId);
  return service !== undefined && hasHighResolutionMetrics(service, name);
}
