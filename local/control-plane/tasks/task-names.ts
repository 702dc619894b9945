import { environmentLabel } from '../../environment/local-environment.ts';

/** Labels of a task's containers and volumes: the task's id, the container's name, and what it is there for. */
export const taskLabel = 'dev.spree-parity.task';
export const containerLabel = 'dev.spree-parity.container';
export const roleLabel = 'dev.spree-parity.role';
/** The label of a task's network container from which a control plane without a state learns what the task is. */
export const recordLabel = 'dev.spree-parity.record';

/** The name in the engine of a task's container or volume. */
export function runtimeName(
  environmentName: string,
  task: { readonly id: string },
  definition: { readonly family: string },
  part: string,
): string {
  return `${environmentName}-${definition.family}-${task.id.slice(0, 8)}-${part}`;
}

/** The family in the name of a part of a task, by default its network container; undefined for a name that is no part of it. */
export function familyIn(
  name: string,
  environmentName: string,
  task: { readonly id: string },
  part = 'pause',
): string | undefined {
  const [before, after] = [`${environmentName}-`, `-${task.id.slice(0, 8)}-${part}`];
  const isOwn = name.startsWith(before) && name.endsWith(after);
  return isOwn ? name.slice(before.length, -after.length) : undefined;
}

/** Labels that find all of one task. */
export function taskLabels(environmentName: string, taskId: string): Record<string, string> {
  return { [environmentLabel]: environmentName, [taskLabel]: taskId };
}
