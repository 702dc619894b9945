import { allPages } from '../aws/all-pages.ts';
import type { ECS, Service } from '../aws/ecs-types.ts';
import type { TargetHealth } from '../aws/load-balancing-types.ts';
import { nameInArn } from './name-in-arn.ts';
import type { Target } from './target.ts';

/** A service of ECS as far as it tells whether what was released to it runs. */
export interface ServiceStatus {
  readonly name: string;
  /** `ACTIVE`, `DRAINING` or `INACTIVE`. */
  readonly status: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** Id of the primary deployment, such as `ecs-svc/1234567890123456789`. */
  readonly deploymentId: string | undefined;
  /** ARN of the task definition of the primary deployment. */
  readonly taskDefinition: string | undefined;
  readonly rolloutState: string | undefined;
  readonly rolloutStateReason: string | undefined;
  /** The state of each registered target of each of its target groups, such as `healthy`. */
  readonly targets: readonly (readonly string[])[];
  /** Why targets are unhealthy, such as `Health checks failed with these codes: [500]`. */
  readonly unhealthyBecause: readonly string[];
  /** What happened to it, the newest first; times are milliseconds since the epoch. */
  readonly events: readonly { readonly at: number; readonly message: string }[];
}

/** Names of a cluster's services, those that are being deleted included. */
export async function listServiceNames(ecs: ECS, cluster: string): Promise<readonly string[]> {
  const arns = await allPages(async (nextToken) => {
    const page = await ecs.listServices({ cluster, nextToken });
    return { items: page.serviceArns ?? [], next: page.nextToken };
  });
  return arns.map(nameInArn);
}

/** ECS describes ten services in one call. */
const describedAtOnce = 10;

/**
 * Reads services through the APIs of ECS and of the load balancers.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
 */
export async function readServices(
  target: Target,
  cluster: string,
  names: readonly string[],
): Promise<readonly ServiceStatus[]> {
  const ecs = await target.clients.ecs();
  const found: ServiceStatus[] = [];
  for (let from = 0; from < names.length; from += describedAtOnce) {
    const services = names.slice(from, from + describedAtOnce);
    const answer = await ecs.describeServices({ cluster, services });
    found.push(...(await Promise.all((answer.services ?? []).map((each) => statusOf(target, each)))));
  }
  return found;
}

async function statusOf(target: Target, service: Service): Promise<ServiceStatus> {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const targets = await targetHealth(target, service);
  return {
    name: service.serviceName ?? '',
    status: service.status ?? '',
    desiredCount: service.desiredCount ?? 0,
    runningCount: service.runningCount ?? 0,
    deploymentId: primary?.id,
    taskDefinition: primary?.taskDefinition,
    rolloutState: primary?.rolloutState,
    rolloutStateReason: primary?.rolloutStateReason,
    targets: targets.map((group) => group.map(({ State }) => State ?? 'unknown')),
    unhealthyBecause: [
      ...new Set(
        targets
          .flat()
          .flatMap(({ State, Description }) => (State === 'unhealthy' ? (Description ?? []) : [])),
      ),
    ],
    events: (service.events ?? []).map(({ createdAt, message = '' }) => ({
      at: createdAt?.getTime() ?? 0,
      message,
    })),
  };
}

async function targetHealth(target: Target, service: Service): Promise<readonly (readonly TargetHealth[])[]> {
  const groups = (service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  if (groups.length === 0 || service.status !== 'ACTIVE') return [];
  const elb = await target.clients.elasticLoadBalancing();
  return await Promise.all(
    groups.map(async (TargetGroupArn) => {
      const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn });
      return TargetHealthDescriptions.map(({ TargetHealth = {} }) => TargetHealth);
    }),
  );
}
