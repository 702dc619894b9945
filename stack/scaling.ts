import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { acknowledgePolicy } from './acknowledge-scaling.ts';
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
  acknowledgePolicy(service, 'Requests', {
    'policy-never-acts':
      'The architecture gives the target. A page takes so much CPU that the policy on CPU adds tasks long before.',
  });
  acknowledgePolicy(service, 'Cpu', {
    'slow-to-the-maximum':
      'The architecture gives the policies. Before a peak that is known, the minimum has to be raised.',
  });
}

/** Worker tasks follow CPU and how many seconds the oldest job has waited. */
export function scaleWorker(service: FargateService, queueLatency: IMetric, { min, max }: TaskRange): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, ...cooldowns });
  scaling.scaleToTrackCustomMetric('QueueLatency', { metric: queueLatency, targetValue: 60, ...cooldowns });
  acknowledgePolicy(service, 'QueueLatency', {
    'metric-not-in-proportion':
      'The architecture gives the metric. A jump to five small tasks and back costs little, and no job is lost by it.',
  });
}
