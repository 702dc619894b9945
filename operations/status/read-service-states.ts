import type { Service } from '../../aws/ecs-types.ts';
import { shortServiceName } from '../find-services.ts';
import { readPutBack } from '../scale/scale-services.ts';
import { type ScaledService, scaledServicesOrNone } from '../scaled-services.ts';
import { listServiceNames, readServices, type ServiceStatus } from '../service-status.ts';
import type { Target } from '../target.ts';
import type { ServiceState } from './store-status.ts';

/** ECS describes ten services in one call. */
const describedAtOnce = 10;

/** The services of a cluster in the order of their names, with what scales them and which image they run. */
export async function readServiceStates(
  target: Target,
  cluster: string,
  atMs: number,
): Promise<readonly ServiceState[]> {
  const ecs = await target.clients.ecs();
  const names = (await listServiceNames(ecs, cluster)).toSorted();
  const groups = Array.from({ length: Math.ceil(names.length / describedAtOnce) }, (_, index) =>
    names.slice(index * describedAtOnce, (index + 1) * describedAtOnce),
  );
  const [statuses, scaled, ...described] = await Promise.all([
    readServices(target, cluster, names),
    scaledServicesOrNone(target, cluster),
    ...groups.map(async (services) => (await ecs.describeServices({ cluster, services })).services ?? []),
  ]);
  return await Promise.all(
    described.flat().map((service) =>
      stateOf(target, service, {
        status: statuses.find(({ name }) => name === service.serviceName),
        scaled: scaled.find((each) => each.service === service.serviceName),
        atMs,
      }),
    ),
  );
}

interface Findings {
  readonly status: ServiceStatus | undefined;
  readonly scaled: ScaledService | undefined;
  readonly atMs: number;
}

async function stateOf(
  target: Target,
  service: Service,
  { status, scaled, atMs }: Findings,
): Promise<ServiceState> {
  const primary = service.deployments?.find((each) => each.status === 'PRIMARY');
  const taskDefinition = primary?.taskDefinition ?? service.taskDefinition ?? '';
  return {
    name: shortServiceName(service.serviceName ?? '', target.environment),
    ...countsOf(service),
    revision: taskDefinition.slice(taskDefinition.lastIndexOf(':') + 1),
    image: imageVersion(await imageOf(target, taskDefinition)),
    deployedMs: primary?.createdAt?.getTime(),
    rollout: primary?.rolloutState,
    rolloutReason: primary?.rolloutStateReason,
    targets: counted(status?.targets.flat() ?? []),
    unhealthyBecause: status?.unhealthyBecause ?? [],
    scaling: scaled && {
      ...{ min: scaled.minCapacity, max: scaled.maxCapacity },
      heldUntilMs: (await readPutBack(target, scaled, atMs))?.atMs,
      suspended: [
        ...(scaled.isScaleOutSuspended ? ['out'] : []),
        ...(scaled.isScaleInSuspended ? ['in'] : []),
        ...(scaled.isScheduledScalingSuspended ? ['scheduled'] : []),
      ],
    },
    events: (status?.events ?? []).map(({ at, message }) => ({ atMs: at, message })),
  };
}

function countsOf({ desiredCount = 0, runningCount = 0, pendingCount = 0 }: Service) {
  return { desired: desiredCount, running: runningCount, pending: pendingCount };
}

async function imageOf({ clients }: Target, taskDefinition: string): Promise<string> {
  if (taskDefinition === '') return '';
  const ecs = await clients.ecs();
  const answer = await ecs.describeTaskDefinition({ taskDefinition });
  return answer.taskDefinition?.containerDefinitions?.[0]?.image ?? '';
}

/** The tag of an image, or its digest; the whole name of one that has neither. */
export function imageVersion(image: string): string {
  const [name = '', digest] = image.split('@');
  return digest ?? /:([^/:]+)$/.exec(name)?.[1] ?? name;
}

function counted(states: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(states, (state) => state);
  return Object.fromEntries([...groups].map(([state, same]) => [state, same.length]));
}
