import type { Service } from '../../aws/ecs-types.ts';
import type { Target } from '../../operations/target.ts';
import type { ServiceSample } from '../record/observed-record.ts';

/** What one answer told of a service. */
export interface ServiceLook {
  readonly service: string;
  readonly sample: ServiceSample;
  /** Those that ECS still had, the oldest first; times are of the endpoint's clock. */
  readonly events: readonly SeenEvent[];
}

export interface SeenEvent {
  readonly id: string;
  readonly atMs: number;
  readonly message: string;
}

/** ECS describes ten services in one call. */
const describedAtOnce = 10;

/**
 * Looks at services of a cluster and at their targets; `now` gives the time of each answer. The start of a deployment is of
 * the endpoint's clock.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
 */
export async function lookAtServices(
  target: Target,
  { cluster, services: names }: { readonly cluster: string; readonly services: readonly string[] },
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<readonly ServiceLook[]> {
  const ecs = await target.clients.ecs();
  const looks: ServiceLook[] = [];
  for (let from = 0; from < names.length; from += describedAtOnce) {
    const part = names.slice(from, from + describedAtOnce);
    const { services = [] } = await ecs.describeServices(
      { cluster, services: part },
      { abortSignal: signal },
    );
    const atMs = now();
    looks.push(...(await Promise.all(services.map((service) => lookOf(target, service, atMs, signal)))));
  }
  return looks;
}

async function lookOf(
  target: Target,
  service: Service,
  atMs: number,
  signal: AbortSignal,
): Promise<ServiceLook> {
  const healthyTargets = await countHealthy(target, service, signal);
  const events = (service.events ?? []).flatMap(({ id, createdAt, message = '' }) =>
    id === undefined || createdAt === undefined ? [] : [{ id, atMs: createdAt.getTime(), message }],
  );
  return {
    service: service.serviceName ?? '',
    sample: {
      atMs,
      desiredCount: service.desiredCount ?? 0,
      runningCount: service.runningCount ?? 0,
      pendingCount: service.pendingCount ?? 0,
      ...(healthyTargets === undefined ? {} : { healthyTargets }),
      deployments: (service.deployments ?? []).map(({ id = '', createdAt, rolloutState = '' }) => ({
        ...{ id, startMs: createdAt?.getTime() ?? 0, rolloutState },
      })),
    },
    events: events.toReversed(),
  };
}

/** A task serves where it is healthy in each target group of its service: the fewest count. */
async function countHealthy(
  { clients }: Target,
  { loadBalancers = [], status }: Service,
  abortSignal: AbortSignal,
): Promise<number | undefined> {
  const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  if (groups.length === 0 || status !== 'ACTIVE') return undefined;
  const elb = await clients.elasticLoadBalancing();
  const counts = await Promise.all(
    groups.map(async (TargetGroupArn) => {
      const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth(
        { TargetGroupArn },
        { abortSignal },
      );
      return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
    }),
  );
  return Math.min(...counts);
}
