import type { ContainerDefinition } from '../aws/ecs-types.ts';
import type { StoppedTask } from './stopped-task.ts';
import type { Target } from './target.ts';
import { searchedLines } from './telling-lines.ts';

/** What identifies a task's log streams. */
export type LoggingTask = Pick<StoppedTask, 'id' | 'taskDefinition'>;

/**
 * The last lines that a task's containers wrote, from CloudWatch Logs; none where there are none yet. `sinceMs` leaves out
 * those before that time.
 */
export async function lastLinesOfTask(
  target: Target,
  task: LoggingTask,
  sinceMs?: number,
): Promise<readonly string[]> {
  const ecs = await target.clients.ecs();
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: task.taskDefinition });
  const containers = taskDefinition?.containerDefinitions ?? [];
  const lines = await Promise.all(
    containers.map((container) => lastLinesOf(target, task, container, sinceMs)),
  );
  return lines.flat();
}

async function lastLinesOf(
  { clients }: Target,
  { id }: LoggingTask,
  { name, logConfiguration }: ContainerDefinition,
  startTime: number | undefined,
): Promise<readonly string[]> {
  const options = logConfiguration?.options ?? {};
  const logs = await clients.cloudWatchLogs();
  const stream = {
    logGroupName: options['awslogs-group'] ?? '',
    logStreamName: `${options['awslogs-stream-prefix']}/${name}/${id}`,
  };
  const { events = [] } = await logs
    .getLogEvents({ ...stream, limit: searchedLines, ...(startTime === undefined ? {} : { startTime }) })
    .catch(() => ({ events: [] }));
  return events.map(({ message }) => message ?? '');
}
