import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { TaskRange } from './environments.ts';

/** Fast up, slow down. */
const cooldowns = { scaleOutCooldown: Duration.seconds(60), scaleInCooldown: Duration.seconds(300) };

/** Web tasks follow CPU, memory and requests: any one adds tasks, all must agree to take one away. */
export function scaleWeb(
  service: FargateService,
  targetGroup: ApplicationTargetGroup,
  { min, max }: TaskRange,
): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, ...cooldowns });
  scaling.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: 80, ...cooldowns });
  scaling.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup, ...cooldowns });
}

/** Worker tasks follow CPU and how many seconds the oldest job has waited. */
export function scaleWorker(service: FargateService, queueLatency: IMetric, { min, max }: TaskRange): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, ...cooldowns });
  scaling.scaleToTrackCustomMetric('QueueLatency', { metric: queueLatency, targetValue: 60, ...cooldowns });
}
