import type { ContainerDefinition, TaskDefinition } from '../../../../definition/model/ecs.ts';

/** What the scheduler asks of a revision over and over, worked out once for each. */
export interface TaskDefinitionShape {
  readonly byName: ReadonlyMap<string, ContainerDefinition>;
  readonly essential: ReadonlySet<string>;
  /** Essential containers with a health check. */
  readonly checked: ReadonlySet<string>;
  /** Container name to the names of those that depend on it. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

const shapes = new WeakMap<TaskDefinition, TaskDefinitionShape>();

export function shapeOf(definition: TaskDefinition): TaskDefinitionShape {
  const known = shapes.get(definition);
  if (known !== undefined) return known;
  const shape = workOut(definition.containerDefinitions);
  shapes.set(definition, shape);
  return shape;
}

function workOut(containers: readonly ContainerDefinition[]): TaskDefinitionShape {
  const essential = containers.filter((container) => container.essential);
  const checked = essential.filter((container) => container.healthCheck !== undefined);
  return {
    byName: new Map(containers.map((container) => [container.name, container])),
    essential: new Set(essential.map((container) => container.name)),
    checked: new Set(checked.map((container) => container.name)),
    dependents: new Map(containers.map((container) => [container.name, dependentsOf(container, containers)])),
  };
}

function dependentsOf(
  container: ContainerDefinition,
  containers: readonly ContainerDefinition[],
): readonly string[] {
  return containers
    .filter((other) => other.dependsOn.some((dependency) => dependency.containerName === container.name))
    .map((other) => other.name);
}
