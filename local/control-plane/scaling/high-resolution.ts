import type { PredefinedMetricType } from '../../../definition/model/predefined-metrics.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { hasHighResolutionMetrics } from '../model/high-resolution.ts';
import { scaledService } from './scaled-service.ts';

const metricNames: Readonly<Partial<Record<PredefinedMetricType, string>>> = {
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
};

/** Whether a service publishes a metric as often as a policy needs it. */
export function hasHighResolution(
  cluster: ClusterState,
  resourceId: string,
  type: PredefinedMetricType,
): boolean {
  const name = metricNames[type];
  if (name === undefined) return true;
  const service = scaledService(cluster, resourceId);
  return service !== undefined && hasHighResolutionMetrics(service, name);
}
