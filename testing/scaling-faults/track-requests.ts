import type { AwsClients } from '../../aws/clients.ts';
import { cluster } from '../scaling/scaled-service.ts';

const metricType = 'ALBRequestCountPerTarget';

/**
 * Gives the policy that tracks the requests of a service another target: so many a minute for each task. With a small one
 * it scales by a load that is nothing to the machine.
 */
export async function trackRequests(
  clients: AwsClients,
  serviceName: string,
  TargetValue: number,
): Promise<void> {
  const scaling = await clients.applicationAutoScaling();
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${cluster}/${serviceName}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const { ScalingPolicies = [] } = await scaling.describeScalingPolicies(target);
  const [found] = ScalingPolicies.flatMap(
    ({ PolicyName, TargetTrackingScalingPolicyConfiguration: tracked }) =>
      tracked?.PredefinedMetricSpecification?.PredefinedMetricType === metricType
        ? [{ PolicyName, tracked }]
        : [],
  );
  if (found === undefined) throw new Error(`No policy of ${serviceName} tracks its requests`);
  await scaling.putScalingPolicy({
    ...target,
    PolicyName: found.PolicyName,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: { ...found.tracked, TargetValue },
  });
}
