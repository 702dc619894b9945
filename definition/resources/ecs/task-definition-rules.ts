import type { ContainerDefinition, TaskDefinition } from '../../model/ecs.ts';
import { present } from '../../properties/present.ts';
import type { DefinitionFault } from './definition-fault.ts';
import { dependencyFault } from './dependency-rules.ts';
import { isFargateSize } from './fargate-size.ts';
import { repetitionFault } from './repetition-rules.ts';
import type { TaskDefinitionInput } from './task-definition-schema.ts';

/** A definition whose rules hold, or why it is refused. */
export type CheckedTaskDefinition =
  | { readonly ok: true; readonly content: TaskDefinition }
  | { readonly ok: false; readonly fault: DefinitionFault };

/**
 * Checks a definition as `RegisterTaskDefinition` does for Fargate, and gives it as content of a revision.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export function checkTaskDefinition(input: TaskDefinitionInput, logicalId: string): CheckedTaskDefinition {
  const { cpu, memory } = input;
  const fault = fargateFault(input);
  if (fault !== undefined) return { ok: false, fault };
  if (cpu === undefined || memory === undefined) return { ok: false, fault: sizeFault(cpu, memory) };
  const content = present({
    logicalId,
    family: input.family,
    cpu,
    memoryMiB: memory,
    networkMode: 'awsvpc',
    requiresCompatibilities: input.requiresCompatibilities,
    taskRoleArn: input.taskRoleArn,
    executionRoleArn: input.executionRoleArn,
    containerDefinitions: input.containerDefinitions,
    volumes: input.volumes,
    tags: input.tags,
  });
  const wrong = contentFault(content);
  return wrong === undefined ? { ok: true, content } : { ok: false, fault: wrong };
}

/** Why ECS would refuse the content of a revision, whatever platform it is for. */
export function contentFault(content: TaskDefinition): DefinitionFault | undefined {
  const { containerDefinitions: containers, family } = content;
  const path = ['containerDefinitions'];
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(family)) {
    return { message: 'Family contains invalid characters.', path: ['family'] };
  }
  if (containers.length === 0) return { message: 'Container list cannot be empty.', path };
  if (!containers.some((container) => container.essential)) {
    return { message: 'At least one container must be marked essential.', path };
  }
  return (
    sharesFault(content) ??
    mountFault(content) ??
    variableFault(containers) ??
    dependencyFault(containers) ??
    repetitionFault(content)
  );
}

function fargateFault(input: TaskDefinitionInput): DefinitionFault | undefined {
  if (!input.requiresCompatibilities.includes('FARGATE')) {
    const message = 'Tasks run only on Fargate: require FARGATE.';
    return { message, path: ['requiresCompatibilities'], isLegalOnAws: true };
  }
  if (input.networkMode !== 'awsvpc') {
    return { message: "Fargate only supports network mode 'awsvpc'.", path: ['networkMode'] };
  }
  if (input.cpu === undefined || input.memory === undefined) return sizeFault(input.cpu, input.memory);
  if (!isFargateSize(input.cpu, input.memory)) {
    const message = `No Fargate configuration exists for given values: ${input.cpu} CPU, ${input.memory} memory. See the Amazon ECS documentation for the valid values.`;
    return { message, path: ['memory'] };
  }
  const needsRole = input.executionRoleArn === undefined;
  return (
    (needsRole ? executionRoleFault(input.containerDefinitions) : undefined) ??
    logFault(input.containerDefinitions)
  );
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
function logFault(containers: readonly ContainerDefinition[]): DefinitionFault | undefined {
  const at = containers.findIndex(
    ({ logConfiguration: log }) => log !== undefined && log.options['awslogs-stream-prefix'] === undefined,
  );
  const message =
    'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.';
  return at < 0 ? undefined : { message, path: ['containerDefinitions', at, 'logConfiguration', 'options'] };
}

function sizeFault(cpu: number | undefined, memory: number | undefined): DefinitionFault {
  const missing = cpu === undefined ? 'cpu' : memory === undefined ? 'memory' : '';
  return { message: `Fargate requires that '${missing}' be defined at the task level.`, path: [missing] };
}

function executionRoleFault(containers: readonly ContainerDefinition[]): DefinitionFault | undefined {
  const message = containers.map(whyExecutionRole).find((why) => why !== undefined);
  return message === undefined ? undefined : { message, path: ['executionRoleArn'] };
}

function whyExecutionRole(container: ContainerDefinition): string | undefined {
  const prefix = 'Fargate requires task definition to have execution role ARN to support';
  if (/^\d{12}\.dkr\.ecr\./.test(container.image)) return `${prefix} ECR images.`;
  if (container.logConfiguration?.logDriver === 'awslogs') return `${prefix} log driver awslogs.`;
  return container.secrets.length === 0
    ? undefined
    : "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.";
}

/** Assumption: AWS compares the containers' shares with the task's, and does not document its words. */
function sharesFault({ memoryMiB, cpu, containerDefinitions }: TaskDefinition): DefinitionFault | undefined {
  const units = containerDefinitions.reduce((sum, container) => sum + (container.cpu ?? 0), 0);
  if (units > cpu) {
    return { message: "The 'cpu' of the containers is more than that of the task.", path: ['cpu'] };
  }
  const reserved = containerDefinitions.findIndex(
    (container) => (container.memoryReservationMiB ?? 0) > (container.memoryMiB ?? memoryMiB),
  );
  if (reserved >= 0) {
    const path = ['containerDefinitions', reserved, 'memoryReservation'];
    return { message: "The 'memoryReservation' of a container is more than its 'memory'.", path };
  }
  const over = containerDefinitions.findIndex((container) => (container.memoryMiB ?? 0) > memoryMiB);
  const path = ['containerDefinitions', over, 'memory'];
  return over < 0
    ? undefined
    : { message: "The 'memory' of a container is more than that of its task.", path };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html */
function variableFault(containers: readonly ContainerDefinition[]): DefinitionFault | undefined {
  for (const [index, { environment, secrets }] of containers.entries()) {
    const taken = new Set(environment.map(({ name }) => name));
    for (const [at, { name }] of secrets.entries()) {
      const path = ['containerDefinitions', index, 'secrets', at, 'name'];
      const message = `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${name}'.`;
      if (taken.has(name)) return { message, path };
      taken.add(name);
    }
  }
  return undefined;
}

function mountFault({ volumes, containerDefinitions }: TaskDefinition): DefinitionFault | undefined {
  const names = new Set(volumes.map(({ name }) => name));
  for (const [index, { mountPoints }] of containerDefinitions.entries()) {
    const at = mountPoints.findIndex(({ sourceVolume }) => !names.has(sourceVolume));
    if (at >= 0) {
      const message = `Unknown volume '${mountPoints[at]?.sourceVolume}'.`;
      return { message, path: ['containerDefinitions', index, 'mountPoints', at, 'sourceVolume'] };
    }
  }
  return undefined;
}
