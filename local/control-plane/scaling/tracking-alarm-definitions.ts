import type { MetricAlarm, WatchedMetric } from '../../../definition/model/alarms.ts';
import type { TargetTrackingPolicy, TrackedMetric } from '../../../definition/model/scaling.ts';
import type { AlarmRule } from '../../scaling/alarms/alarm.ts';
import { trackingAlarms } from '../../scaling/policies/tracking-alarms.ts';
import { trackingPolicy } from './decision-policy.ts';

/** What the alarms of a target tracking policy are made for. */
export interface TrackedTarget {
  /** Such as `service/CLUSTER/SERVICE`. */
  readonly resourceId: string;
  readonly policyArn: string;
  readonly creatorId: string;
  /** Gives a UUID. */
  readonly newId: () => string;
}

/**
 * The alarms of a target tracking policy, the high one first, with new names. M of N and the treatment of missing data are
 * left out, as AWS does: they are N of N and `missing` then.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export function trackingAlarmDefinitions(
  policy: TargetTrackingPolicy,
  target: TrackedTarget,
): readonly MetricAlarm[] {
  const { high, low } = trackingAlarms(trackingPolicy(policy));
  const watched = watchedMetric(policy.metric, target.resourceId);
  return [
    alarm('AlarmHigh', high, watched, target),
    ...(low === undefined ? [] : [alarm('AlarmLow', low, watched, target)]),
  ];
}

function alarm(
  end: 'AlarmHigh' | 'AlarmLow',
  { threshold, comparisonOperator, evaluationPeriods }: AlarmRule,
  watched: WatchedMetric,
  { resourceId, policyArn, creatorId, newId }: TrackedTarget,
): MetricAlarm {
  const action = `${policyArn}:createdBy/${creatorId}`;
  return {
    kind: 'metric',
    alarmName: `TargetTracking-${resourceId}-${end}-${newId()}`,
    alarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${action}.`,
    actionsEnabled: true,
    okActions: [],
    alarmActions: [action],
    insufficientDataActions: [],
    tags: {},
    watched,
    threshold,
    comparisonOperator,
    evaluationPeriods,
  };
}

function watchedMetric(metric: TrackedMetric, resourceId: string): WatchedMetric {
  if (metric.kind === 'customized') return metric.watched;
  const [, ClusterName = '', ServiceName = ''] = resourceId.split('/');
  const service = { ClusterName, ServiceName };
  switch (metric.type) {
    case 'ECSServiceAverageCPUUtilization':
      return utilization('CPUUtilization', service, 60);
    case 'ECSServiceAverageCPUUtilizationHighResolution':
      return utilization('CPUUtilization', service, 20);
    case 'ECSServiceAverageMemoryUtilization':
      return utilization('MemoryUtilization', service, 60);
    case 'ECSServiceAverageMemoryUtilizationHighResolution':
      return utilization('MemoryUtilization', service, 20);
    case 'ALBRequestCountPerTarget':
      return requestsPerTarget(metric.resourceLabel ?? '');
  }
}

function utilization(
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
  periodSeconds: number,
): WatchedMetric {
  const metric = { namespace: 'AWS/ECS', metricName, dimensions };
  return { kind: 'metric', metric, stat: 'Average', periodSeconds, unit: 'Percent' };
}

/** Its label is `app/NAME/ID/targetgroup/NAME/ID`: the ends of the two ARNs. */
function requestsPerTarget(resourceLabel: string): WatchedMetric {
  const [loadBalancer = '', targetGroup = ''] = resourceLabel.split(/\/(?=targetgroup\/)/);
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
  const metric = { namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions };
  return { kind: 'metric', metric, stat: 'Sum', periodSeconds: 60, unit: 'None' };
}
