import { allPages } from '../aws/all-pages.ts';
import type { ECS, Task } from '../aws/ecs-types.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { shortServiceName } from './find-services.ts';
import { isMeant, type Writer } from './logs/log-name.ts';
import { nameInArn } from './name-in-arn.ts';
import { noRunningTask } from './no-running-task.ts';
import { readCluster } from './read-cluster.ts';
import { listServiceNames } from './service-status.ts';
import { isStoppedTask, stoppedTasksOfCluster } from './stopped-task.ts';
import type { Target } from './target.ts';

/** A container of a task that runs. */
export interface RunningContainer {
  readonly cluster: string;
  /** As it is named in logs: `web/1a2b3c4d`. */
  readonly name: string;
  readonly taskArn: string;
  readonly container: string;
  /** The container engine's id of it. */
  readonly runtimeId: string;
  /** ARN of the task's revision. */
  readonly taskDefinition: string;
  /** Whether ECS Exec reaches it. */
  readonly acceptsExec: boolean;
}

/**
 * Which container is meant: a service, a family or a container by the end of its name, or one task, as in logs
 * (`web/1a2b3c4d`, six characters of its id, or its ARN).
 */
export interface ContainerChoice {
  readonly source: string;
  /** Of a task with several; the one with the task's name, or the first, when absent. */
  readonly container?: string;
  /** What else could have been meant, for the failure. */
  readonly others?: readonly string[];
}

/**
 * Finds a container to run a command in: of the newest healthy task of a service, or of the newest one where none is
 * healthy. Raises `SERVICE_UNKNOWN` with the names that there are, `NO_RUNNING_TASK` with the reason, and
 * `CONTAINER_UNKNOWN`.
 */
export async function findRunningContainer(
  target: Target,
  choice: ContainerChoice,
): Promise<RunningContainer> {
  const cluster = await readCluster(target);
  const ecs = await target.clients.ecs();
  const [services, tasks] = await Promise.all([listServiceNames(ecs, cluster), runningTasks(ecs, cluster)]);
  const { source } = choice;
  const [name = ''] = source.split('/');
  const own = tasks.filter((task) => isMeant(writerOf(task), source));
  const [task] = own.filter(({ lastStatus }) => lastStatus === 'RUNNING').toSorted(healthyAndNewestFirst);
  if (task !== undefined)
    return containerOf(task, cluster, isNamed(task, name) ? name : ownName(task), choice);
  const service = services.find((each) => isCalled(each, name));
  const isKnown = service !== undefined || own.length > 0 || tasks.some((each) => isNamed(each, name));
  if (!isKnown && !(await hasStopped(ecs, cluster, source))) throw unknown(target, services, choice);
  const running = tasks.filter((each) => isNamed(each, name) && each.lastStatus === 'RUNNING');
  throw await noRunningTask(target, {
    ...{ cluster, source, service, starting: own },
    running: running.map((each) => `${name}/${nameInArn(each.taskArn ?? '').slice(0, 8)}`),
  });
}

async function runningTasks(ecs: ECS, cluster: string): Promise<readonly Task[]> {
  const arns = await allPages(async (nextToken) => {
    const page = await ecs.listTasks({ cluster, desiredStatus: 'RUNNING', nextToken });
    return { items: page.taskArns ?? [], next: page.nextToken };
  });
  const tasks: Task[] = [];
  // ECS describes a hundred tasks in one call.
  for (let from = 0; from < arns.length; from += 100) {
    const answer = await ecs.describeTasks({ cluster, tasks: arns.slice(from, from + 100) });
    tasks.push(...(answer.tasks ?? []));
  }
  return tasks;
}

function isCalled(full: string, name: string): boolean {
  return full === name || full.endsWith(`-${name}`);
}

async function hasStopped(ecs: ECS, cluster: string, source: string): Promise<boolean> {
  return (await stoppedTasksOfCluster(ecs, cluster)).some((task) => isStoppedTask(task, source));
}

/** A task with all names that may be given for it. */
function writerOf(task: Task): Writer {
  const containers = (task.containers ?? []).map(({ name = '' }) => name);
  const names = [serviceOf(task), familyOf(task)].flatMap((name = '') => endsOf(name));
  return { source: '', task: nameInArn(task.taskArn ?? ''), names: [...names, ...containers] };
}

/** `spree-local-web`, `local-web` and `web`. */
function endsOf(name: string): readonly string[] {
  const parts = name.split('-');
  return parts.map((_, index) => parts.slice(index).join('-'));
}

function isNamed(task: Task, name: string): boolean {
  return writerOf(task).names.includes(name);
}

function ownName(task: Task): string {
  return serviceOf(task) ?? familyOf(task);
}

function serviceOf({ group = '' }: Task): string | undefined {
  return group.startsWith('service:') ? group.slice('service:'.length) : undefined;
}

function familyOf({ taskDefinitionArn = '' }: Task): string {
  return nameInArn(taskDefinitionArn).replace(/:\d+$/, '');
}

function healthyAndNewestFirst(one: Task, other: Task): number {
  const rank = ({ healthStatus, startedAt }: Task) =>
    [
      healthStatus === 'UNHEALTHY' ? 0 : healthStatus === 'HEALTHY' ? 2 : 1,
      startedAt?.getTime() ?? 0,
    ] as const;
  const [[health, started], [otherHealth, otherStarted]] = [rank(one), rank(other)];
  return otherHealth - health || otherStarted - started;
}

function containerOf(
  { taskArn = '', taskDefinitionArn = '', containers = [], enableExecuteCommand = false }: Task,
  cluster: string,
  name: string,
  { container: wanted }: ContainerChoice,
): RunningContainer {
  const running = containers.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const found =
    wanted === undefined
      ? (running.find((each) => isCalled(name, each.name ?? '')) ?? running[0])
      : running.find((each) => each.name === wanted);
  if (found === undefined) {
    const names = running.map((each) => each.name).join(', ');
    throw wrongUsage(
      'CONTAINER_UNKNOWN',
      `The task ${nameInArn(taskArn)} has no running container '${wanted ?? ''}'`,
      `Running containers: ${names || 'none'}.`,
    );
  }
  return {
    cluster,
    name: `${found.name}/${nameInArn(taskArn).slice(0, 8)}`,
    taskArn,
    container: found.name ?? '',
    runtimeId: found.runtimeId ?? '',
    taskDefinition: taskDefinitionArn,
    acceptsExec: enableExecuteCommand,
  };
}

function unknown(target: Target, services: readonly string[], { source, others = [] }: ContainerChoice) {
  const names = services.map((each) => shortServiceName(each, target.environment)).toSorted();
  const kinds = others.length === 0 ? 'service or task' : 'service, task or server';
  const available = [...names, ...others].join(', ') || 'none';
  return wrongUsage('SERVICE_UNKNOWN', `There is no ${kinds} '${source}'`, `Available: ${available}.`);
}

/** What stands before a command in a container, such as a shell that sets variables: as its definition has it. */
export async function entryPointOf(
  ecs: ECS,
  { taskDefinition: revision, container }: Pick<RunningContainer, 'taskDefinition' | 'container'>,
): Promise<readonly string[]> {
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: revision });
  const definitions = taskDefinition?.containerDefinitions ?? [];
  return definitions.find(({ name }) => name === container)?.entryPoint ?? [];
}
