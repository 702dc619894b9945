import type { AwsClients } from '../../aws/clients.ts';
import type { AlarmHistoryItem, ScalingActivity } from '../../aws/scaling-types.ts';

export const cluster = 'spree-local-cluster';

/** What a service counts of its tasks. */
export interface Counts {
  readonly desired: number;
  readonly running: number;
}

/** A scaled service as anybody's script sees it: through the AWS SDK. */
export interface ScaledService {
  readonly serviceName: string;
  counts(): Promise<Counts>;
  /** Those that started since then, the oldest first; those that changed nothing only where they are asked for. */
  activities(since: Date, includeNotScaled?: boolean): Promise<readonly ScalingActivity[]>;
  /** Whether none of its policies wants more tasks, nor lacks data to say so. */
  isCalm(): Promise<boolean>;
  /** Changes of the states of its policies' alarms, the oldest first. */
  alarmChanges(since: Date): Promise<readonly AlarmHistoryItem[]>;
  /** Texts of its events since then, with their times, the oldest first. */
  events(since: Date): Promise<readonly { readonly at: Date; readonly message: string }[]>;
  /** Sets the bounds, as `aws application-autoscaling register-scalable-target` does. */
  setBounds(min: number, max: number): Promise<void>;
  /** Its bounds, and whether any of its scaling is suspended. */
  bounds(): Promise<{ readonly min: number; readonly max: number; readonly suspended: boolean }>;
  /** Adds a policy that tracks the service's CPU with metrics of this many seconds, at this percentage. */
  trackCpu(periodSeconds: 20 | 60, targetValue: number): Promise<void>;
  /** Deletes the only policy of such a name. */
  deletePolicy(name: RegExp): Promise<void>;
}

export async function scaledService(clients: AwsClients, serviceName: string): Promise<ScaledService> {
  const [ecs, scaling, cloudWatch] = await Promise.all([
    clients.ecs(),
    clients.applicationAutoScaling(),
    clients.cloudWatch(),
  ]);
  const ResourceId = `service/${cluster}/${serviceName}`;
  const target = {
    ServiceNamespace: 'ecs',
    ResourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const describe = async () => {
    const { services } = await ecs.describeServices({ cluster, services: [serviceName] });
    const [service] = services ?? [];
    if (service === undefined) throw new Error(`${serviceName} is not there`);
    return service;
  };
  const alarms = async () => {
    const { MetricAlarms = [] } = await cloudWatch.describeAlarms({
      AlarmNamePrefix: `TargetTracking-${ResourceId}-`,
    });
    return MetricAlarms;
  };
  return {
    serviceName,
    counts: async () => {
      const { desiredCount = 0, runningCount = 0 } = await describe();
      return { desired: desiredCount, running: runningCount };
    },
    activities: async (since, includeNotScaled = false) => {
      const request = { ...target, IncludeNotScaledActivities: includeNotScaled };
      const { ScalingActivities = [] } = await scaling.describeScalingActivities(request);
      return ScalingActivities.filter(({ StartTime }) => isSince(StartTime, since)).toReversed();
    },
    isCalm: async () => {
      const high = (await alarms()).filter(({ AlarmName = '' }) => AlarmName.includes('-AlarmHigh-'));
      return high.every(({ StateValue }) => StateValue === 'OK');
    },
    alarmChanges: async (since) => {
      const histories = await Promise.all(
        (await alarms()).map(({ AlarmName }) =>
          cloudWatch.describeAlarmHistory({ AlarmName, HistoryItemType: 'StateUpdate', StartDate: since }),
        ),
      );
      const items = histories.flatMap(({ AlarmHistoryItems = [] }) => AlarmHistoryItems);
      return items.toSorted((a, b) => timeOf(a.Timestamp) - timeOf(b.Timestamp));
    },
    events: async (since) => {
      const { events = [] } = await describe();
      return events
        .flatMap(({ createdAt, message = '' }) =>
          createdAt === undefined ? [] : [{ at: createdAt, message }],
        )
        .filter(({ at }) => isSince(at, since))
        .toReversed();
    },
    setBounds: async (min, max) => {
      await scaling.registerScalableTarget({ ...target, MinCapacity: min, MaxCapacity: max });
    },
    bounds: async () => {
      const { ServiceNamespace } = target;
      const asked = { ServiceNamespace, ResourceIds: [ResourceId] };
      const { ScalableTargets: [found] = [] } = await scaling.describeScalableTargets(asked);
      const { MinCapacity: min = 0, MaxCapacity: max = 0, SuspendedState = {} } = found ?? {};
      return { min, max, suspended: Object.values(SuspendedState).some(Boolean) };
    },
    deletePolicy: async (name) => {
      const { ScalingPolicies = [] } = await scaling.describeScalingPolicies(target);
      const [found, ...others] = ScalingPolicies.filter(({ PolicyName = '' }) => name.test(PolicyName));
      if (found === undefined || others.length > 0) throw new Error(`not one policy is called ${name}`);
      await scaling.deleteScalingPolicy({ ...target, PolicyName: found.PolicyName });
    },
    trackCpu: async (periodSeconds, targetValue) => {
      const suffix = periodSeconds === 20 ? 'HighResolution' : '';
      await scaling.putScalingPolicy({
        ...target,
        PolicyName: `cpu-${periodSeconds}`,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: targetValue,
          PredefinedMetricSpecification: {
            PredefinedMetricType: `ECSServiceAverageCPUUtilization${suffix}` as const,
          },
          ScaleOutCooldown: 60,
        },
      });
    },
  };
}

function isSince(time: Date | undefined, since: Date): boolean {
  return time !== undefined && time >= since;
}

/** Milliseconds since the epoch. */
function timeOf(time: Date | undefined): number {
  return time?.getTime() ?? 0;
}
