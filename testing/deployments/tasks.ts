import type { AwsClients } from '../../aws/clients.ts';
import type { Task } from '../../aws/ecs-types.ts';

/** The tasks of a service or of a family that are meant to run, or those that have stopped. */
export async function tasksOf(
  clients: AwsClients,
  wanted: {
    readonly cluster: string;
    readonly serviceName?: string | undefined;
    readonly family?: string;
  },
  desiredStatus: 'RUNNING' | 'STOPPED',
): Promise<readonly Task[]> {
  const ecs = await clients.ecs();
  const { taskArns = [] } = await ecs.listTasks({ ...wanted, desiredStatus });
  if (taskArns.length === 0) return [];
  return (await ecs.describeTasks({ cluster: wanted.cluster, tasks: taskArns })).tasks ?? [];
}

/** The engine's id of a task's only container. */
export function runtimeIdOf(task: Task | undefined): string {
  return task?.containers?.[0]?.runtimeId ?? '';
}

export function addressOf(task: Task | undefined): string | undefined {
  const details = task?.attachments?.flatMap((attachment) => attachment.details ?? []);
  return details?.find((detail) => detail.name === 'privateIPv4Address')?.value;
}

/** The different ways in which these tasks ended. */
export function endsOf(tasks: readonly Task[]): readonly string[] {
  const ends = tasks.map(({ stopCode, stoppedReason, containers }) => {
    const { exitCode, reason } = containers?.[0] ?? {};
    return `${stopCode}: ${stoppedReason} (exit code ${exitCode}${reason === undefined ? '' : `, ${reason}`})`;
  });
  return [...new Set(ends)];
}
