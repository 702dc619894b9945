import type { ParityStatus } from '../control-plane/api/parity/status.ts';
import type { DefinedContext } from './lifecycle-context.ts';

const lineCount = 20;

/** Lines reach CloudWatch Logs a little after the container's end. */
const patienceMs = 5_000;

/** The last lines that a task's containers wrote, from CloudWatch Logs; none where none arrive in five seconds. */
export async function lastLinesOfTask(
  context: DefinedContext,
  task: ParityStatus['tasks'][number],
): Promise<readonly string[]> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const lines = await readLines(context, task);
    if (lines.length > 0 || Date.now() > until) return lines;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function readLines(
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
