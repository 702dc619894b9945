import type { ECS } from '../aws/ecs-types.ts';
import { isMeant } from './logs/log-name.ts';
import { nameInArn } from './name-in-arn.ts';

/** A task of a service that stopped, and how each of its containers ended. */
export interface StoppedTask {
  readonly id: string;
  readonly arn: string;
  readonly taskDefinition: string;
  /** The deployment that started it. */
  readonly startedBy: string | undefined;
  readonly stoppedReason: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly stoppedAt: number;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
}

/** How each container of a task ended; one that never ran has nothing to say. */
export function containerEnds({ containers }: Pick<StoppedTask, 'containers'>): readonly string[] {
  return containers.flatMap(({ name, exitCode, reason }) =>
    exitCode === undefined && reason === undefined
      ? []
      : [`${name}: exit code ${exitCode ?? 'unknown'}${reason === undefined ? '' : ` (${reason})`}`],
  );
}

/** Whether a name is that of a stopped task: of one of its containers, or the beginning of its id as for logs. */
export function isStoppedTask({ id, containers }: StoppedTask, given: string): boolean {
  return isMeant({ source: '', task: id, names: containers.map(({ name }) => name) }, given);
}

/**
 * The stopped tasks of a service that ECS still remembers, a hundred at most.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
 */
export async function stoppedTasks(
  ecs: ECS,
  cluster: string,
  serviceName: string,
): Promise<readonly StoppedTask[]> {
  return await describeStopped(ecs, cluster, { serviceName });
}

/** Those of a family of task definitions, such as that of one-off tasks. */
export async function stoppedTasksOfFamily(
  ecs: ECS,
  cluster: string,
  family: string,
): Promise<readonly StoppedTask[]> {
  return await describeStopped(ecs, cluster, { family });
}

/** Those of the whole cluster, one-off tasks included. */
export async function stoppedTasksOfCluster(ecs: ECS, cluster: string): Promise<readonly StoppedTask[]> {
  return await describeStopped(ecs, cluster, {});
}

async function describeStopped(
  ecs: ECS,
  cluster: string,
  which: { readonly serviceName?: string; readonly family?: string },
): Promise<readonly StoppedTask[]> {
  const { taskArns = [] } = await ecs.listTasks({ cluster, ...which, desiredStatus: 'STOPPED' });
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: taskArns });
  return tasks.flatMap(
    ({
      taskArn = '',
      taskDefinitionArn = '',
      startedBy,
      stoppedReason,
      createdAt,
      stoppedAt,
      containers = [],
    }) =>
      stoppedReason === undefined
        ? []
        : [
            {
              id: nameInArn(taskArn),
              arn: taskArn,
              taskDefinition: taskDefinitionArn,
              startedBy,
              stoppedReason,
              createdAt: createdAt?.getTime() ?? 0,
              stoppedAt: (stoppedAt ?? createdAt)?.getTime() ?? 0,
              containers: containers.map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason })),
            },
          ],
  );
}

/**
 * Those of the last deployment of `revision` that say most about what is wrong, the latest first: a task's own exit
 * says most, what kept it from starting less, containers that were lost little, and a task that scaling in stopped
 * nothing. An earlier deployment of the same revision may have failed for another reason.
 */
export function mostTelling(tasks: readonly StoppedTask[], revision: string): readonly StoppedTask[] {
  const [newest, ...older] = tasks
    .filter(({ taskDefinition }) => taskDefinition === revision)
    .toSorted((left, right) => right.createdAt - left.createdAt);
  if (newest === undefined) return [];
  const own = [newest, ...older.filter(({ startedBy }) => startedBy === newest.startedBy)];
  const most = Math.max(...own.map(diagnosticRank));
  return own.filter((task) => diagnosticRank(task) === most);
}

function diagnosticRank({ containers, stoppedReason }: StoppedTask): number {
  if (stoppedReason.startsWith('Scaling activity')) return 0;
  if (containers.some(({ exitCode }) => (exitCode ?? 0) !== 0)) return 3;
  return containers.some(({ reason }) => reason !== undefined) ? 1 : 2;
}
