import { z } from 'zod';
import type { TrackedMetric } from '../../../definition/model/scaling.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import { readService, scaledService } from './scaled-service.ts';

type PredefinedType = Extract<TrackedMetric, { kind: 'predefined' }>['type'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceMonitoringConfiguration.html */
const monitored = z.object({
  monitoring: z.object({
    metricConfigurations: z.array(
      z.object({ metricNames: z.array(z.string()), resolutionSeconds: z.number() }),
    ),
  }),
});

const metricNames: Readonly<Partial<Record<PredefinedType, string>>> = {
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
};

/**
 * Whether a service publishes a metric as often as a policy needs it: for high resolution its deployment with them has to
 * be complete.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
 */
export function hasHighResolution(cluster: ClusterState, resourceId: string, type: PredefinedType): boolean {
  const name = metricNames[type];
  if (name === undefined) return true;
  const service = scaledService(cluster, resourceId);
  if (service === undefined || readService(cluster, service).isDeploying) return false;
  const configurations = monitored.safeParse(service).data?.monitoring.metricConfigurations ?? [];
  return configurations.some(
    ({ metricNames: names, resolutionSeconds }) => resolutionSeconds < 60 && names.includes(name),
  );
}
