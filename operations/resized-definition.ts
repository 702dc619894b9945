import type {
  ContainerDefinition,
  RegisterTaskDefinitionCommandInput,
  TaskDefinition,
} from '../aws/ecs-types.ts';

/** The size of a task: that of Fargate, which its containers share. */
export interface TaskSize {
  readonly vcpu: number;
  readonly memoryMiB: number;
}

/** A task definition as ECS describes it, with its tags. */
export interface RegisteredDefinition {
  readonly definition: TaskDefinition;
  readonly tags: NonNullable<RegisterTaskDefinitionCommandInput['tags']>;
}

const unitsOfVcpu = 1024;

/** The size that a task definition has; 0 for what it does not say. */
export function sizeOf({ definition: { cpu, memory } }: RegisteredDefinition): TaskSize {
  return { vcpu: Number(cpu ?? 0) / unitsOfVcpu, memoryMiB: Number(memory ?? 0) };
}

/**
 * What registers the next revision of a task definition, alike but for its size. Limits of containers keep their share of
 * the task, so that they fit into it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export function resized(own: RegisteredDefinition, size: TaskSize): RegisterTaskDefinitionCommandInput {
  const { vcpu, memoryMiB } = sizeOf(own);
  const shares = { cpu: shareOf(size.vcpu, vcpu), memory: shareOf(size.memoryMiB, memoryMiB) };
  const { family, containerDefinitions = [], ...rest } = asInput(own.definition);
  // AWS refuses tags of its own, such as those of CloudFormation.
  const tags = own.tags.filter(({ key = '' }) => !key.toLowerCase().startsWith('aws:'));
  return {
    ...rest,
    family,
    containerDefinitions: containerDefinitions.map((container) => withShares(container, shares)),
    cpu: `${size.vcpu * unitsOfVcpu}`,
    memory: `${size.memoryMiB}`,
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** Without what ECS says of a revision alone, and does not take back. */
function asInput(definition: TaskDefinition) {
  const {
    taskDefinitionArn,
    revision,
    status,
    requiresAttributes,
    compatibilities,
    registeredAt,
    registeredBy,
    deregisteredAt,
    deleteRequestedAt,
    ...input
  } = definition;
  return input;
}

/** A task without a size gives its containers no shares to keep. */
function shareOf(next: number, own: number): number {
  return own === 0 ? 1 : next / own;
}

/** ECS gives no container less memory. */
const leastMemoryMiB = 6;

function withShares(
  container: ContainerDefinition,
  shares: { readonly cpu: number; readonly memory: number },
): ContainerDefinition {
  const { cpu, memory, memoryReservation } = container;
  const memoryOf = (value: number) => Math.max(leastMemoryMiB, Math.floor(value * shares.memory));
  return {
    ...container,
    ...(cpu === undefined ? {} : { cpu: Math.floor(cpu * shares.cpu) }),
    ...(memory === undefined ? {} : { memory: memoryOf(memory) }),
    ...(memoryReservation === undefined ? {} : { memoryReservation: memoryOf(memoryReservation) }),
  };
}
