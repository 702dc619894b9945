import type { ContainerDefinition, ContainerDependency } from '../../model/ecs.ts';
import type { DefinitionFault } from './definition-fault.ts';

/**
 * What is wrong with the names of containers and what they depend on, in ECS's words.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export function dependencyFault(containers: readonly ContainerDefinition[]): DefinitionFault | undefined {
  const path = ['containerDefinitions'];
  const byName = new Map(containers.map((container) => [container.name, container]));
  if (byName.size < containers.length) return { message: 'Container names must be unique.', path };
  for (const [index, { name, dependsOn }] of containers.entries()) {
    for (const [at, dependency] of dependsOn.entries()) {
      const message = whyImpossible(name, dependency, byName.get(dependency.containerName));
      if (message !== undefined) return { message, path: [...path, index, 'dependsOn', at] };
    }
  }
  const message = 'Container dependencies cannot have a cycle.';
  return hasCycle(containers) ? { message, path } : undefined;
}

function whyImpossible(
  name: string,
  { containerName, condition }: ContainerDependency,
  other: ContainerDefinition | undefined,
): string | undefined {
  if (other === undefined) return `Container ${name} depends on ${containerName}, which is not defined.`;
  if (other.essential && (condition === 'COMPLETE' || condition === 'SUCCESS')) {
    return `A dependency with condition ${condition} cannot be on the essential container ${containerName}.`;
  }
  return condition === 'HEALTHY' && other.healthCheck === undefined
    ? `A dependency with condition HEALTHY needs a health check of the container ${containerName}.`
    : undefined;
}

function hasCycle(containers: readonly ContainerDefinition[]): boolean {
  const unresolved = new Map(
    containers.map(({ name, dependsOn }) => [name, dependsOn.map(({ containerName }) => containerName)]),
  );
  for (;;) {
    const free = [...unresolved].find(([, needs]) => needs.every((need) => !unresolved.has(need)));
    if (free === undefined) return unresolved.size > 0;
    unresolved.delete(free[0]);
  }
}
