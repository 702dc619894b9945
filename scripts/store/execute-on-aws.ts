import { run } from '../../local/processes/run.ts';
import { execCommand } from '../../operations/exec-command.ts';
import { nameInArn } from '../../operations/name-in-arn.ts';
import { startTask } from '../../operations/one-off-task.ts';
import { waitUntil } from '../../time/wait-until.ts';
import type { ConsoleSession } from './console-session.ts';

/** Long enough for a session, short enough that a forgotten one ends. */
const sessionSeconds = 8 * 60 * 60;

/**
 * Opens the command by ECS Exec in a one-off task that waits for it, and stops the task afterwards. It needs the
 * AWS CLI with its Session Manager plugin.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export async function executeOnAws(session: ConsoleSession): Promise<number> {
  const { target, launch, command, region, signal, say } = session;
  const ecs = await target.clients.ecs();
  const request = { command: ['sleep', String(sessionSeconds)], startedBy: 'store:console' };
  const task = await startTask(ecs, launch, request, { enableExecuteCommand: true });
  try {
    say(`Waiting for ${task}`);
    await waitUntil(
      { what: 'the console task to accept commands', timeoutMs: 300_000, everyMs: 2_000, signal },
      async () => {
        const { tasks = [] } = await ecs.describeTasks({ cluster: launch.cluster, tasks: [task] });
        const container = tasks[0]?.containers?.find(({ name }) => name === launch.container);
        const agent = container?.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
        return agent?.lastStatus === 'RUNNING' ? true : undefined;
      },
    );
    const where = [
      '--region',
      region,
      '--cluster',
      launch.cluster,
      '--task',
      // ExecuteCommand may refuse an ARN: https://github.com/aws/aws-cli/issues/10057
      nameInArn(task),
      '--container',
      launch.container,
    ];
    const { exitCode } = await run(
      'aws',
      [
        ...['ecs', 'execute-command', ...where, '--interactive'],
        ...['--command', execCommand(launch.entryPoint, command)],
      ],
      { inherit: true, allowFailure: true },
    );
    return exitCode;
  } finally {
    await ecs.stopTask({ cluster: launch.cluster, task, reason: 'Console closed' });
  }
}
