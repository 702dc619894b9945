import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import type { DefinedContext } from '../lifecycle-context.ts';

const lineCount = 20;

/** The last lines that a task's containers wrote, from CloudWatch Logs; none where there are none yet. */
export async function lastLinesOfTask(
  { clients, definition }: DefinedContext,
  task: ParityStatus['tasks'][number],
): Promise<readonly string[]> {
  const family = task.taskDefinition.split('/').at(-1)?.split(':')[0];
  const definitions = definition.workload.taskDefinitions.filter((each) => each.family === family);
  const logs = await clients.cloudWatchLogs();
  const lines: string[] = [];
  for (const container of definitions.flatMap(({ containerDefinitions }) => containerDefinitions)) {
    const options = container.logConfiguration?.options ?? {};
    const stream = {
      logGroupName: options['awslogs-group'] ?? '',
      logStreamName: `${options['awslogs-stream-prefix']}/${container.name}/${task.id}`,
    };
    const answer = await logs.getLogEvents({ ...stream, limit: lineCount }).catch(() => ({ events: [] }));
    lines.push(...(answer.events ?? []).map(({ message }) => `  ${message ?? ''}`));
  }
  return lines;
}
