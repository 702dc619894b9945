import type { ECS, Service, Task } from '../../aws/ecs-types.ts';
import type { TargetHealthDescription } from '../../aws/load-balancing-types.ts';
import { shortServiceName } from '../find-services.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { Target } from '../target.ts';
import { failureThreshold } from './failure-threshold.ts';
import type { NewTask, NewTasks, Pace, TaskTarget } from './new-task.ts';
import { type TaskChecks, taskChecksOf } from './task-checks.ts';

/** ECS describes ten services in one call, and a hundred tasks. */
const servicesAtOnce = 10;
const tasksAtOnce = 100;

/** Clocks of two machines differ by less. */
const clockSkewMs = 15_000;

/**
 * Reads the tasks that services have started since a moment, through the APIs of ECS and of the load balancers. A look asks for
 * the services once, and for each of them that is not settled twice for its tasks and once for its targets; what has stopped
 * or is of an earlier time is asked for once.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
 */
export function newTasksOf(
  target: Target,
  {
    cluster,
    names,
    sinceMs,
  }: { readonly cluster: string; readonly names: () => Promise<readonly string[]>; readonly sinceMs: number },
  pace: Pace = {},
): () => Promise<NewTasks> {
  const checks = taskChecksOf(target, pace);
  const others = new Set<string>();
  const ended = new Map<string, Task>();
  const isNew = ({ createdAt }: Task) => (createdAt?.getTime() ?? 0) >= sinceMs - clockSkewMs;
  const tasksOf = async (ecs: ECS, service: string): Promise<readonly Task[]> => {
    const arns = (await listed(ecs, cluster, service)).filter((arn) => !others.has(arn));
    const described = await describe(
      ecs,
      cluster,
      arns.filter((arn) => !ended.has(arn)),
    );
    for (const task of described) {
      const { taskArn = '', lastStatus } = task;
      if (!isNew(task)) others.add(taskArn);
      else if (lastStatus === 'STOPPED') ended.set(taskArn, task);
    }
    const known = arns.flatMap((arn) => ended.get(arn) ?? []);
    const running = described.filter((task) => isNew(task) && task.lastStatus !== 'STOPPED');
    return [...known, ...running];
  };
  return async () => {
    const ecs = await target.clients.ecs();
    const services = await describeServices(ecs, cluster, await names());
    const tasks = await Promise.all(
      services.map(async (service) => {
        const found = await tasksOf(ecs, service.serviceName ?? '');
        return found.length === 0 ? [] : await readTasks(target, { service, checks, pace }, found);
      }),
    );
    return {
      tasks: tasks.flat(),
      deployments: services.map((service) => ({
        service: service.serviceName ?? '',
        failedTasks: service.deployments?.find(({ status }) => status === 'PRIMARY')?.failedTasks ?? 0,
        threshold: failureThreshold(service),
      })),
    };
  };
}

async function describeServices(
  ecs: ECS,
  cluster: string,
  names: readonly string[],
): Promise<readonly Service[]> {
  const found: Service[] = [];
  for (let from = 0; from < names.length; from += servicesAtOnce) {
    const services = names.slice(from, from + servicesAtOnce);
    found.push(...((await ecs.describeServices({ cluster, services })).services ?? []));
  }
  return found.filter(({ status }) => status === 'ACTIVE');
}

async function listed(ecs: ECS, cluster: string, serviceName: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map((desiredStatus) =>
      ecs.listTasks({ cluster, serviceName, desiredStatus }),
    ),
  );
  return lists.flatMap(({ taskArns = [] }) => taskArns);
}

async function describe(ecs: ECS, cluster: string, arns: readonly string[]): Promise<readonly Task[]> {
  const found: Task[] = [];
  for (let from = 0; from < arns.length; from += tasksAtOnce) {
    const tasks = arns.slice(from, from + tasksAtOnce);
    found.push(...((await ecs.describeTasks({ cluster, tasks })).tasks ?? []));
  }
  return found;
}

interface OfService {
  readonly service: Service;
  readonly checks: TaskChecks;
  readonly pace: Pace;
}

async function readTasks(
  target: Target,
  { service, checks, pace }: OfService,
  tasks: readonly Task[],
): Promise<readonly NewTask[]> {
  const groups = [
    ...new Set((service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? [])),
  ];
  const health = await Promise.all(groups.map((group) => readTargets(target, group, checks)));
  const { timeScale = 1, longestGraceSeconds = Number.POSITIVE_INFINITY } = pace;
  const grace = Math.min((service.healthCheckGracePeriodSeconds ?? 0) / timeScale, longestGraceSeconds);
  return await Promise.all(
    tasks.map(async (task) => ({
      ...shapeOf(target, service.serviceName ?? '', task),
      targets: health.flat().filter(({ address }) => address === addressOf(task)),
      targetGroups: groups.length,
      check: await checks.container(task.taskDefinitionArn ?? ''),
      graceMs: 1000 * grace,
    })),
  );
}

function shapeOf(target: Target, service: string, task: Task) {
  const id = nameInArn(task.taskArn ?? '');
  return {
    ...{ id, service, revision: task.taskDefinitionArn ?? '' },
    name: `${shortServiceName(service, target.environment)}/${id.slice(0, 8)}`,
    lastStatus: task.lastStatus ?? '',
    desiredStatus: task.desiredStatus ?? '',
    isPulling: task.pullStartedAt !== undefined && task.pullStoppedAt === undefined,
    createdAt: task.createdAt?.getTime() ?? 0,
    startedAt: task.startedAt?.getTime(),
    stoppedReason: task.stoppedReason,
    healthStatus: task.healthStatus ?? 'UNKNOWN',
    containers: (task.containers ?? []).map(({ name = '', exitCode, reason }) => ({
      name,
      exitCode,
      reason,
    })),
  };
}

/** The address of a task's network interface, which is the id of its targets. */
function addressOf({ attachments = [] }: Task): string | undefined {
  return attachments.flatMap(({ details = [] }) => details).find(({ name }) => name === 'privateIPv4Address')
    ?.value;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
async function readTargets(
  { clients }: Target,
  TargetGroupArn: string,
  checks: TaskChecks,
): Promise<readonly (TaskTarget & { readonly address: string | undefined })[]> {
  const elb = await clients.elasticLoadBalancing();
  const [{ TargetHealthDescriptions = [] }, path] = await Promise.all([
    elb.describeTargetHealth({ TargetGroupArn }),
    checks.path(TargetGroupArn),
  ]);
  return TargetHealthDescriptions.map((target) => ({ ...stateOf(target), path }));
}

function stateOf({ Target: target, TargetHealth: health, HealthCheckPort }: TargetHealthDescription) {
  return {
    address: target?.Id,
    state: health?.State ?? 'unknown',
    reason: health?.Reason,
    description: health?.Description,
    port: HealthCheckPort === undefined ? target?.Port : Number(HealthCheckPort),
  };
}
