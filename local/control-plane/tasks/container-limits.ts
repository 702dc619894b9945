import type { ContainerDefinition, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { ContainerSpec } from '../../docker/engine.ts';
import type { TaskOverrides } from '../model/cluster-state.ts';

type Limits = Pick<ContainerSpec, 'cpus' | 'cpuShares' | 'memoryMiB' | 'memoryReservationMiB'>;

/**
 * What a container may use. A task of one container has the task's whole CPU and memory. Several containers
 * share the task's CPU; assumption: on Fargate one may burst into what its neighbours leave idle, here each has
 * its part, so that the task's limit holds. A container without a memory limit of its own has the task's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_environment
 */
export function containerLimits(
  definition: TaskDefinition,
  container: ContainerDefinition,
  overrides: TaskOverrides,
): Limits {
  const override = overrides.containerOverrides.find((each) => each.name === container.name);
  const taskMemory = overrides.memoryMiB ?? definition.memoryMiB;
  const memory = Math.min(override?.memoryMiB ?? container.memoryMiB ?? taskMemory, taskMemory);
  const units = cpuUnits(definition, container, overrides);
  return {
    cpus: units / 1024,
    cpuShares: Math.max(2, Math.round(units)),
    memoryMiB: memory,
    ...(container.memoryReservationMiB === undefined
      ? {}
      : { memoryReservationMiB: Math.min(container.memoryReservationMiB, memory) }),
  };
}

/** Units that containers ask for are theirs; what is left is shared evenly by those that ask for none. */
function cpuUnits(
  definition: TaskDefinition,
  container: ContainerDefinition,
  overrides: TaskOverrides,
): number {
  const total = overrides.cpu ?? definition.cpu;
  const wished = definition.containerDefinitions.map((each) => ({
    name: each.name,
    units: overrides.containerOverrides.find((other) => other.name === each.name)?.cpu ?? each.cpu ?? 0,
  }));
  if (wished.length === 1) return total;
  const asked = wished.reduce((sum, each) => sum + each.units, 0);
  const silent = wished.filter((each) => each.units === 0).length;
  const own = wished.find((each) => each.name === container.name)?.units ?? 0;
  if (own === 0) return Math.max(total - asked, total * 0.05) / silent;
  return silent === 0 ? (total * own) / asked : own;
}
