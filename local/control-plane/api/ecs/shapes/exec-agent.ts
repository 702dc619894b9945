import type { ContainerDefinition } from '../../../../../definition/model/ecs.ts';
import type { ContainerState, TaskState } from '../../../model/cluster-state.ts';
import { seconds } from './time.ts';

/**
 * The agent of ECS Exec, which runs while its container does; undefined where it was not asked for. It cannot run on a
 * read-only file system.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedAgent.html
 */
export function execAgent(
  { enableExecuteCommand }: TaskState,
  container: ContainerState,
  definition: ContainerDefinition | undefined,
) {
  if (!enableExecuteCommand) return undefined;
  const lastStatus = definition?.readonlyRootFilesystem === true ? 'STOPPED' : container.lastStatus;
  return [{ name: 'ExecuteCommandAgent', lastStatus, lastStartedAt: seconds(container.startedAt) }];
}
