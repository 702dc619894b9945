import type { Service } from '../aws/ecs-types.ts';
import type { RecordedDeployment, ScalingRecord } from '../local/scaling/words/scaling-record.ts';
import { readMetrics } from './read-metrics.ts';
import type { ScaledService } from './scaled-services.ts';
import { readScalingActivities } from './scaling-activities.ts';
import { type ReadRange, readAlarms } from './scaling-alarms.ts';
import { alarmNamesOf, idlePolicy, readScalingPolicies, recordedPolicy } from './scaling-policies.ts';
import type { Target } from './target.ts';
import { taskCountQueries, taskCounts } from './task-counts.ts';

/** Reads all that the APIs tell of how a service was scaled. */
export async function readScalingRecord(
  { clients }: Target,
  scaled: ScaledService,
  range: ReadRange,
): Promise<ScalingRecord> {
  const { resourceId, cluster, service: name } = scaled;
  const [scaling, cloudWatch, ecs] = await Promise.all([
    clients.applicationAutoScaling(),
    clients.cloudWatch(),
    clients.ecs(),
  ]);
  const policies = await readScalingPolicies(scaling, resourceId);
  const [activities, alarms, { services = [] }, metrics] = await Promise.all([
    readScalingActivities(scaling, resourceId, range.fromMs),
    readAlarms(cloudWatch, alarmNamesOf(policies), range),
    ecs.describeServices({ cluster, services: [name] }),
    readMetrics(cloudWatch, taskCountQueries(cluster, name), range),
  ]);
  const [service] = services;
  return {
    resourceId,
    timeScale: 1,
    ...(scaled.registeredMs === undefined ? {} : { registeredMs: scaled.registeredMs }),
    minCapacity: scaled.minCapacity,
    maxCapacity: scaled.maxCapacity,
    isScaleOutSuspended: scaled.isScaleOutSuspended,
    isScaleInSuspended: scaled.isScaleInSuspended,
    desiredCount: service?.desiredCount ?? 0,
    runningCount: service?.runningCount ?? 0,
    deployments: deploymentsOf(service),
    policies: policies.flatMap((policy) => recordedPolicy(policy, alarms) ?? []),
    idlePolicies: policies.flatMap((policy) => idlePolicy(policy, alarms) ?? []),
    activities,
    tasks: taskCounts(metrics),
  };
}

/**
 * ECS describes those that still have tasks. When one got complete is told by an event alone: its own last change may be
 * one of the desired count. Without the event it is long ago.
 */
function deploymentsOf(service: Service | undefined): readonly RecordedDeployment[] {
  return (service?.deployments ?? []).flatMap(({ id = '', createdAt, rolloutState }) => {
    if (createdAt === undefined) return [];
    const startMs = createdAt.getTime();
    if (rolloutState === 'IN_PROGRESS') return [{ startMs }];
    const completed = service?.events?.find(({ message = '' }) =>
      message.includes(`(deployment ${id}) deployment completed`),
    );
    return [{ startMs, endMs: completed?.createdAt?.getTime() ?? startMs }];
  });
}
