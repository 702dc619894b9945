import { run } from '../../local/processes/run.ts';
import { execCommand } from '../../operations/exec-command.ts';
import { nameInArn } from '../../operations/name-in-arn.ts';

/** A command for ECS Exec, and the container for it. */
export interface AwsExec {
  readonly region: string;
  readonly cluster: string;
  readonly taskArn: string;
  readonly container: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
}

/**
 * Runs a command by ECS Exec on this terminal, with the AWS CLI and its Session Manager plugin; gives the exit code of these,
 * as ECS Exec does not tell that of the command.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export async function executeOnAws(exec: AwsExec): Promise<number> {
  const { exitCode } = await run('aws', executeArguments(exec), { inherit: true, allowFailure: true });
  return exitCode;
}

/** The arguments of the AWS CLI. */
export function executeArguments(exec: AwsExec): readonly string[] {
  return [
    ...['ecs', 'execute-command', '--region', exec.region, '--cluster', exec.cluster],
    // ExecuteCommand may refuse an ARN: https://github.com/aws/aws-cli/issues/10057
    ...['--task', nameInArn(exec.taskArn), '--container', exec.container, '--interactive'],
    ...['--command', execCommand(exec.entryPoint, exec.command)],
  ];
}
