import { z } from 'zod';
import { clusterArn, taskArn } from '../../../model/arns.ts';
import type { ClusterState, ContainerState, TaskState } from '../../../model/cluster-state.ts';
import { findTask } from '../../../model/references.ts';
import { AwsError } from '../../aws-error.ts';
import { operation } from '../operation.ts';
import { requireCluster } from '../references.ts';
import { containerArn } from '../shapes/container.ts';
import { execAgent } from '../shapes/exec-agent.ts';
import { splitCommand } from '../split-command.ts';

const input = z.object({
  cluster: z.string().optional(),
  task: z.string(),
  container: z.string().optional(),
  command: z.string().min(1),
  interactive: z.boolean(),
});

/**
 * Opens a session for the Session Manager plugin.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export const executeCommand = operation(input, (request, controlPlane) => {
  const state = controlPlane.state();
  requireCluster(state, request.cluster);
  if (!request.interactive) throw invalid('Interactive is the only mode supported currently.');
  const task = findTask(state, request.task);
  if (task === undefined) throw invalid('The referenced task was not found.');
  const container = requireContainer(task, request.container);
  const words = splitCommand(request.command);
  if (!words.ok) throw invalid(`Invalid value for command: ${words.problem}.`);
  const { runtimeId } = requireAgent(task, container, state);
  if (runtimeId === undefined || controlPlane.ecsExec === undefined) throw notConnected();
  return {
    clusterArn: clusterArn(state),
    containerArn: containerArn(container, task, state),
    containerName: container.name,
    interactive: true,
    session: controlPlane.ecsExec.open({ container: runtimeId, command: words.words }),
    taskArn: taskArn(state, task.id),
  };
});

/** A container is named unless the task has but one. Assumed: the words of the errors. */
function requireContainer({ containers }: TaskState, name: string | undefined): ContainerState {
  const [first, ...others] = containers;
  if (name === undefined && first !== undefined && others.length === 0) return first;
  const found = containers.find((container) => container.name === name);
  if (found !== undefined) return found;
  if (name !== undefined) throw invalid(`The container ${name} was not found in the task.`);
  throw invalid('Container name must be specified for a task with multiple containers.');
}

/**
 * Raises `InvalidParameterException` where the agent was not asked for or is not there yet or any more, and
 * `TargetNotConnectedException` where it cannot run.
 */
function requireAgent(task: TaskState, container: ContainerState, state: ClusterState): ContainerState {
  const definition = state.taskDefinitions[task.taskDefinition]?.content.containerDefinitions.find(
    ({ name }) => name === container.name,
  );
  if (task.enableExecuteCommand && definition?.readonlyRootFilesystem === true) throw notConnected();
  const [agent] = execAgent(task, container, definition) ?? [];
  if (agent?.lastStatus === 'RUNNING') return container;
  throw invalid(
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
  );
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

function notConnected(): AwsError {
  return new AwsError(
    'TargetNotConnectedException',
    'The execute command failed due to an internal error. Try again later.',
  );
}
