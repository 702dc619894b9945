import type { ECS } from '../aws/ecs-types.ts';

/** A task of a service that stopped, and how each of its containers ended. */
export interface StoppedTask {
  readonly id: string;
  readonly arn: string;
  readonly taskDefinition: string;
  readonly stoppedReason: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly containers: readonly {
    readonly name: string;
    readonly exitCode: number | undefined;
    readonly reason: string | undefined;
  }[];
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
  const { taskArns = [] } = await ecs.listTasks({ cluster, serviceName, desiredStatus: 'STOPPED' });
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: taskArns });
  return tasks.flatMap(
    ({ taskArn = '', taskDefinitionArn = '', stoppedReason, createdAt, containers = [] }) =>
      stoppedReason === undefined
        ? []
        : [
            {
              id: taskArn.slice(taskArn.lastIndexOf('/') + 1),
              arn: taskArn,
              taskDefinition: taskDefinitionArn,
              stoppedReason,
              createdAt: createdAt?.getTime() ?? 0,
              containers: containers.map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason })),
            },
          ],
  );
}

/**
 * Those of the tasks of `revision` that say most about what is wrong, the latest first: a task's own exit says most,
 * what kept it from starting less, containers that were lost little, and a task that scaling in stopped nothing.
 */
export function mostTelling(tasks: readonly StoppedTask[], revision: string): readonly StoppedTask[] {
  const sorted = tasks
    .filter(({ taskDefinition }) => taskDefinition === revision)
    .toSorted(
      (left, right) => diagnosticRank(right) - diagnosticRank(left) || right.createdAt - left.createdAt,
    );
  return sorted.filter(
    (task, _, [most]) => most !== undefined && diagnosticRank(task) === diagnosticRank(most),
  );
}

function diagnosticRank({ containers, stoppedReason }: StoppedTask): number {
  if (stoppedReason.startsWith('Scaling activity')) return 0;
  if (containers.some(({ exitCode }) => (exitCode ?? 0) !== 0)) return 3;
  return containers.some(({ reason }) => reason !== undefined) ? 1 : 2;
}
