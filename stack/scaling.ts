import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { acknowledgePolicy } from './acknowledge-scaling.ts';
import type { TaskRange } from './environments/environment.ts';

/** Fast up, slow down. */
const cooldowns = { scaleOutCooldown: Duration.seconds(60), scaleInCooldown: Duration.seconds(300) };

/** Web tasks follow CPU, memory and requests: any one adds tasks, all must agree to take one away. */
export function scaleWeb(
  service: FargateService,
  targetGroup: ApplicationTargetGroup,
  { min, max }: TaskRange,
): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleOnCpuUtilization('Cpu', { policyName: 'cpu', targetUtilizationPercent: 70, ...cooldowns });
  scaling.scaleOnMemoryUtilization('Memory', {
    policyName: 'memory',
    targetUtilizationPercent: 80,
    ...cooldowns,
  });
  scaling.scaleOnRequestCount('Requests', {
    policyName: 'requests',
    requestsPerTarget: 1000,
    targetGroup,
    ...cooldowns,
  });
  acknowledgePolicy(service, 'Requests', {
    'policy-never-acts':
      'The architecture asks for 1000. At what a page costs now, the policy on CPU adds tasks from about 160 on. This one takes over once pages are six times cheaper, and until then it prevents no scale-in.',
  });
  acknowledgePolicy(service, 'Cpu', {
    'slow-to-the-maximum':
      'The architecture asks for these policies and no others. They follow a day of visitors without dropping a request; before a peak that is known, such as a sale, a scheduled action has to raise the minimum.',
  });
}

/** Worker tasks follow CPU and, where it is known, how many seconds the oldest job has waited. */
export function scaleWorker(
  service: FargateService,
  queueLatency: IMetric | undefined,
  { min, max }: TaskRange,
): void {
  const scaling = service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max });
  scaling.scaleOnCpuUtilization('Cpu', { policyName: 'cpu', targetUtilizationPercent: 70, ...cooldowns });
  if (queueLatency === undefined) return;
  scaling.scaleToTrackCustomMetric('QueueLatency', {
    policyName: 'queue-latency',
    metric: queueLatency,
    targetValue: 60,
    ...cooldowns,
  });
  acknowledgePolicy(service, 'QueueLatency', {
    'metric-not-in-proportion':
      'With five tasks at most, a jump is what late jobs need. It costs about two US cents: four more tasks of a quarter vCPU for the 20 minutes until the queue has been empty for long enough. The queue puts back what a stopped task could not finish.',
  });
}
