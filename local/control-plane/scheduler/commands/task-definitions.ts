import type { TaskDefinition } from '../../../../definition/model/ecs.ts';
import { taskDefinitionArn } from '../../model/arns.ts';
import type { ClusterState, RegisteredTaskDefinition } from '../../model/cluster-state.ts';
import { revisionsOf } from '../../model/references.ts';
import { lookUpTaskDefinition } from './lookup.ts';
import { type Outcome, refuse } from './outcome.ts';

/** Registers the next revision of the content's family. */
export function registerTaskDefinition(
  state: ClusterState,
  content: TaskDefinition,
  now: number,
): Outcome<{ readonly taskDefinition: RegisteredTaskDefinition }> {
  const invalid = whatIsWrong(content);
  if (invalid !== undefined) return refuse('ClientException', invalid);
  const revision = (revisionsOf(state, content.family)[0]?.revision ?? 0) + 1;
  const taskDefinition: RegisteredTaskDefinition = {
    arn: taskDefinitionArn(state, content.family, revision),
    family: content.family,
    revision,
    status: 'ACTIVE',
    registeredAt: now,
    content,
  };
  return { ok: true, state: withTaskDefinition(state, taskDefinition), taskDefinition };
}

/** Makes a revision INACTIVE: services that run it go on, nothing new is started from it. */
export function deregisterTaskDefinition(
  state: ClusterState,
  reference: string,
  now: number,
): Outcome<{ readonly taskDefinition: RegisteredTaskDefinition }> {
  if (!/:\d+$/.test(reference)) return refuse('ClientException', 'Revision is missing.');
  const definition = lookUpTaskDefinition(state, reference);
  if (!definition.ok) return definition;
  if (definition.value.status === 'INACTIVE') return { ok: true, state, taskDefinition: definition.value };
  const taskDefinition = { ...definition.value, status: 'INACTIVE', deregisteredAt: now } as const;
  return { ok: true, state: withTaskDefinition(state, taskDefinition), taskDefinition };
}

function withTaskDefinition(state: ClusterState, definition: RegisteredTaskDefinition): ClusterState {
  return { ...state, taskDefinitions: { ...state.taskDefinitions, [definition.arn]: definition } };
}

function whatIsWrong(content: TaskDefinition): string | undefined {
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(content.family)) return 'Family contains invalid characters.';
  if (content.containerDefinitions.length === 0) return 'Container list cannot be empty.';
  if (!content.containerDefinitions.some((container) => container.essential)) {
    return 'At least one container must be marked essential.';
  }
  return wrongDependency(content);
}

function wrongDependency(content: TaskDefinition): string | undefined {
  const byName = new Map(content.containerDefinitions.map((container) => [container.name, container]));
  if (byName.size < content.containerDefinitions.length) return 'Container names must be unique.';
  for (const { name, dependsOn } of content.containerDefinitions) {
    for (const { containerName, condition } of dependsOn) {
      const other = byName.get(containerName);
      if (other === undefined) return `Container ${name} depends on ${containerName}, which is not defined.`;
      if (other.essential && (condition === 'COMPLETE' || condition === 'SUCCESS')) {
        return `A dependency with condition ${condition} cannot be on the essential container ${containerName}.`;
      }
      if (condition === 'HEALTHY' && other.healthCheck === undefined) {
        return `A dependency with condition HEALTHY needs a health check of the container ${containerName}.`;
      }
    }
  }
  return hasCycle(content) ? 'Container dependencies cannot have a cycle.' : undefined;
}

function hasCycle(content: TaskDefinition): boolean {
  const unresolved = new Map(
    content.containerDefinitions.map(({ name, dependsOn }) => [
      name,
      dependsOn.map((dependency) => dependency.containerName),
    ]),
  );
  for (;;) {
    const free = [...unresolved].find(([, needs]) => needs.every((need) => !unresolved.has(need)));
    if (free === undefined) return unresolved.size > 0;
    unresolved.delete(free[0]);
  }
}
