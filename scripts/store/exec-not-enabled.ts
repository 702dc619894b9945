import { Failure } from '../../failure/failure.ts';
import { awsCommand } from '../../operations/aws-command.ts';
import { nameInArn } from '../../operations/name-in-arn.ts';
import type { RunningContainer } from '../../operations/running-task.ts';
import type { Target } from '../../operations/target.ts';

/** What is raised for a task that ECS Exec does not reach, with the command that changes this for its service. */
export async function execNotEnabled(target: Target, { name, cluster, taskArn }: RunningContainer) {
  const ecs = await target.clients.ecs();
  const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [taskArn] });
  const service = (tasks[0]?.group ?? '').replace(/^service:/, '');
  const enable = ['ecs', 'update-service', '--cluster', cluster, '--service', service].concat(
    ...['--enable-execute-command', '--force-new-deployment'],
  );
  return new Failure(
    'EXEC_NOT_ENABLED',
    `The task ${name} (${nameInArn(taskArn)}) was started without ECS Exec, so that no command can be run in it`,
    {
      hint: `In a task of its own: leave out --into. To enable it, which replaces the tasks: ${await awsCommand(ecs, enable)}`,
    },
  );
}
