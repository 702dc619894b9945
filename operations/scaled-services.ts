import { allPages } from '../aws/all-pages.ts';
import { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import type { Target } from './target.ts';

/** A service that Application Auto Scaling scales. */
export interface ScaledService {
  readonly resourceId: string;
  readonly cluster: string;
  readonly service: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly isScaleOutSuspended: boolean;
  readonly isScaleInSuspended: boolean;
  readonly isScheduledScalingSuspended: boolean;
  readonly registeredMs?: number;
}

/**
 * The scaled services of a cluster: one by its resource id, its name or the end of that (`web`), all without one. Raises
 * `SERVICE_NOT_SCALED`.
 */
export async function scaledServices(
  target: Target,
  cluster: string,
  name: string | undefined,
): Promise<readonly ScaledService[]> {
  const all = await scaledServicesOrNone(target, cluster);
  const wanted = name === undefined ? all : all.filter((each) => isCalled(each, name));
  if (wanted.length > 0) return wanted;
  const hint = `Scaled services: ${all.map(({ service }) => service).join(', ') || 'none'}.`;
  throw name === undefined
    ? new Failure('SERVICE_NOT_SCALED', `No service of the cluster ${cluster} is scaled`, { hint })
    : wrongUsage(
        'SERVICE_NOT_SCALED',
        `No scaled service of the cluster ${cluster} is called '${name}'`,
        hint,
      );
}

/**
 * The scaled services of a cluster, of which there may be none.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html
 */
export async function scaledServicesOrNone(
  { clients }: Target,
  cluster: string,
): Promise<readonly ScaledService[]> {
  const scaling = await clients.applicationAutoScaling();
  const targets = await allPages(async (token) => {
    const page = await scaling.describeScalableTargets({
      ServiceNamespace: 'ecs',
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { items: page.ScalableTargets ?? [], next: page.NextToken };
  });
  return targets.flatMap(({ ResourceId: resourceId = '', ...target }): readonly ScaledService[] => {
    const [, ofCluster, service = ''] = resourceId.split('/');
    if (ofCluster !== cluster) return [];
    return [
      {
        ...{ resourceId, cluster, service },
        minCapacity: target.MinCapacity ?? 0,
        maxCapacity: target.MaxCapacity ?? 0,
        isScaleOutSuspended: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
        isScaleInSuspended: target.SuspendedState?.DynamicScalingInSuspended ?? false,
        isScheduledScalingSuspended: target.SuspendedState?.ScheduledScalingSuspended ?? false,
        ...(target.CreationTime === undefined ? {} : { registeredMs: target.CreationTime.getTime() }),
      },
    ];
  });
}

function isCalled({ resourceId, service }: ScaledService, name: string): boolean {
  return resourceId === name || service === name || service.endsWith(`-${name}`);
}
