import { allPages } from '../aws/all-pages.ts';
import type { ECS, Task } from '../aws/ecs-types.ts';
import { Failure } from '../failure/failure.ts';
import { shortServiceName } from './find-services.ts';
import { nameInArn } from './name-in-arn.ts';
import { noRunningTask } from './no-running-task.ts';
import { readCluster } from './read-cluster.ts';
import { listServiceNames } from './service-status.ts';
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

/** Which container is meant: a service, a family or a container by the end of its name, or one task (`web/1a2b3c4d`). */
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
  const [name = '', id = ''] = choice.source.split('/');
  const own = tasks.filter((task) => isNamed(task, name) && nameInArn(task.taskArn ?? '').startsWith(id));
  const [task] = own.filter(({ lastStatus }) => lastStatus === 'RUNNING').toSorted(healthyAndNewestFirst);
  if (task !== undefined) return containerOf(task, cluster, name, choice.container);
  const service = services.find((each) => isCalled(each, name));
  if (service === undefined && own.length === 0 && !tasks.some((each) => isNamed(each, name))) {
    throw unknown(target, services, choice);
  }
  const running = tasks.filter((each) => isNamed(each, name) && each.lastStatus === 'RUNNING');
  throw await noRunningTask(target, {
    ...{ cluster, source: choice.source, service, starting: own },
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

function isNamed({ group = '', taskDefinitionArn = '', containers = [] }: Task, name: string): boolean {
  const service = group.startsWith('service:') ? group.slice('service:'.length) : undefined;
  const family = nameInArn(taskDefinitionArn).replace(/:\d+$/, '');
  if (service !== undefined && isCalled(service, name)) return true;
  return isCalled(family, name) || containers.some((container) => container.name === name);
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
  wanted: string | undefined,
): RunningContainer {
  const running = containers.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const found =
    wanted === undefined
      ? (running.find((each) => isCalled(name, each.name ?? '')) ?? running[0])
      : running.find((each) => each.name === wanted);
  if (found === undefined) {
    const names = running.map((each) => each.name).join(', ');
    throw new Failure(
      'CONTAINER_UNKNOWN',
      `The task ${nameInArn(taskArn)} has no running container '${wanted ?? ''}'`,
      { hint: `Running containers: ${names || 'none'}.` },
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
  return new Failure('SERVICE_UNKNOWN', `There is no ${kinds} '${source}'`, {
    hint: `Available: ${[...names, ...others].join(', ') || 'none'}.`,
  });
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
