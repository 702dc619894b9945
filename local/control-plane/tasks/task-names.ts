import { environmentLabel } from '../../environment/local-environment.ts';

/** Labels of a task's containers and volumes: the task's id, the container's name, and what it is there for. */
export const taskLabel = 'dev.spree-parity.task';
export const containerLabel = 'dev.spree-parity.container';
export const roleLabel = 'dev.spree-parity.role';

/** The name in the engine of a task's container or volume. */
export function runtimeName(
  environmentName: string,
  task: { readonly id: string },
  definition: { readonly family: string },
  part: string,
): string {
  return `${environmentName}-${definition.family}-${task.id.slice(0, 8)}-${part}`;
}

/** Labels that find all of one task. */
export function taskLabels(environmentName: string, taskId: string): Record<string, string> {
  return { [environmentLabel]: environmentName, [taskLabel]: taskId };
}
