import type { Service } from '../../model/ecs.ts';
import type { ScalingPolicy } from '../../model/scaling.ts';
import { badProperty } from '../../properties/read-properties.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';

/** The metrics of a service that predefined metrics of high resolution need. */
const needed = {
  ECSServiceAverageCPUUtilizationHighResolution: 'CPUUtilization',
  ECSServiceAverageMemoryUtilizationHighResolution: 'MemoryUtilization',
} as const;

/**
 * Fails for a policy on a metric of high resolution that its service does not publish every 20 seconds.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export function rejectMissingResolution(
  resource: ResolvedResource,
  policy: ScalingPolicy,
  service: Pick<Service, 'monitoring'> | undefined,
): void {
  const type = policy.kind === 'target-tracking' && policy.metric.kind === 'predefined' && policy.metric.type;
  if (!type || !isOfHighResolution(type)) return;
  const configurations = service?.monitoring?.metricConfigurations ?? [];
  const isPublished = configurations.some(
    ({ metricNames, resolutionSeconds }) => resolutionSeconds === 20 && metricNames.includes(needed[type]),
  );
  if (isPublished) return;
  throw badProperty(
    resource,
    ['TargetTrackingScalingPolicyConfiguration', 'PredefinedMetricSpecification', 'PredefinedMetricType'],
    'High-resolution metrics are not fully enabled on the ECS service',
  );
}

function isOfHighResolution(type: string): type is keyof typeof needed {
  return Object.hasOwn(needed, type);
}
