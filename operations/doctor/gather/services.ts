import type { Service } from '../../../aws/ecs-types.ts';
import { shortServiceName } from '../../find-services.ts';
import { ifTold, type Known } from '../../known.ts';
import { lastLinesOfTask } from '../../last-lines-of-task.ts';
import { nameInArn } from '../../name-in-arn.ts';
import { type ScaledService, scaledServicesOrNone } from '../../scaled-services.ts';
import { listServiceNames } from '../../service-status.ts';
import { stoppedTasks } from '../../stopped-task.ts';
import type { Target } from '../../target.ts';
import type { ServiceFacts, TargetFacts } from '../doctor-facts.ts';
import { failedTasks } from '../failed-tasks.ts';

const hourMs = 3_600_000;
/** What a task wrote before, and went on, is not what is wrong now. */
const recentMs = 2 * 60_000;
const askedTasks = 3;
/** ECS describes ten services in one call. */
const describedAtOnce = 10;

/** The services of a cluster that are not being deleted. */
export async function gatherServices(
  target: Target,
  cluster: string,
  atMs: number,
): Promise<readonly ServiceFacts[]> {
  const ecs = await target.clients.ecs();
  const names = (await listServiceNames(ecs, cluster)).toSorted();
  const found: Service[] = [];
  for (let from = 0; from < names.length; from += describedAtOnce) {
    const services = names.slice(from, from + describedAtOnce);
    found.push(...((await ecs.describeServices({ cluster, services })).services ?? []));
  }
  const scaled = await ifTold(() => scaledServicesOrNone(target, cluster));
  const active = found.filter(({ status }) => status === 'ACTIVE');
  return await Promise.all(active.map((service) => factsOf(target, { cluster, scaled, atMs }, service)));
}

interface Place {
  readonly cluster: string;
  readonly scaled: Known<readonly ScaledService[]>;
  readonly atMs: number;
}

async function factsOf(
  target: Target,
  { cluster, scaled, atMs }: Place,
  service: Service,
): Promise<ServiceFacts> {
  const ecs = await target.clients.ecs();
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const facts = {
    name: shortServiceName(service.serviceName ?? '', target.environment),
    ...{ serviceName: service.serviceName ?? '', cluster, atMs },
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    taskDefinition: primary?.taskDefinition ?? service.taskDefinition ?? '',
    deploymentId: primary?.id,
    deployedMs: primary?.createdAt?.getTime(),
    rollout: primary?.rolloutState,
    rolloutReason: primary?.rolloutStateReason,
    events: (service.events ?? [])
      .map(({ createdAt, message = '' }) => ({ atMs: createdAt?.getTime() ?? 0, message }))
      .filter((event) => atMs - event.atMs < hourMs),
    targets: await ifTold(() => targetsOf(target, service)),
    suspendedScaling: suspendedIn(scaled, service.serviceName),
    stopped: await stoppedTasks(ecs, cluster, service.serviceName ?? ''),
  };
  const [lastLines, recentLines] = await Promise.all([
    ifTold(() => lastLinesOf(target, facts)),
    ifTold(() => recentLinesOf(target, facts)),
  ]);
  return { ...facts, lastLines, recentLines };
}

function suspendedIn(
  scaled: Known<readonly ScaledService[]>,
  name: string | undefined,
): Known<readonly string[]> {
  if (!scaled.isKnown) return scaled;
  const found = scaled.value.find(({ service }) => service === name);
  return {
    isKnown: true,
    value: [
      ...(found?.isScaleOutSuspended === true ? ['out'] : []),
      ...(found?.isScaleInSuspended === true ? ['in'] : []),
      ...(found?.isScheduledScalingSuspended === true ? ['scheduled'] : []),
    ],
  };
}

async function targetsOf(
  { clients }: Target,
  { loadBalancers = [] }: Service,
): Promise<readonly TargetFacts[]> {
  const elb = await clients.elasticLoadBalancing();
  const groups = loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const healths = groups.map(async (TargetGroupArn) => {
    const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns: [TargetGroupArn] });
    const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn });
    return TargetHealthDescriptions.map(({ Target: registered, TargetHealth: health }) => ({
      state: health?.State ?? 'unknown',
      reason: health?.Reason,
      description: health?.Description,
      port: registered?.Port,
      healthPath: TargetGroups[0]?.HealthCheckPath ?? '',
    }));
  });
  return (await Promise.all(healths)).flat();
}

/** Of the last task that failed. */
async function lastLinesOf(
  target: Target,
  facts: Omit<ServiceFacts, 'lastLines' | 'recentLines'>,
): Promise<readonly string[]> {
  const [failed] = failedTasks({ ...facts, lastLines: nothing, recentLines: nothing });
  return failed === undefined ? [] : await lastLinesOfTask(target, failed);
}

/** Of tasks that run, what they wrote a moment ago. */
async function recentLinesOf(
  target: Target,
  { cluster, serviceName, atMs, taskDefinition }: Omit<ServiceFacts, 'lastLines' | 'recentLines'>,
): Promise<readonly string[]> {
  const ecs = await target.clients.ecs();
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName, desiredStatus: 'RUNNING' });
  const lines = await Promise.all(
    taskArns.slice(0, askedTasks).map((arn) => {
      const id = nameInArn(arn);
      return lastLinesOfTask(target, { id, taskDefinition }, atMs - recentMs);
    }),
  );
  return lines.flat();
}

const nothing: Known<readonly string[]> = { isKnown: true, value: [] };
