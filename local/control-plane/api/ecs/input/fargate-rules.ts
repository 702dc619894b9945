import type { ContainerDefinition } from '../../../../../definition/model/ecs.ts';
import { AwsError } from '../../aws-error.ts';
import { isFargateSize } from './fargate-size.ts';

/** What Fargate's rules look at. */
export interface FargateInput {
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
  readonly networkMode?: string | undefined;
  readonly requiresCompatibilities: readonly string[];
  readonly executionRoleArn?: string | undefined;
  readonly containerDefinitions: readonly ContainerDefinition[];
}

/**
 * The task's size, once what Fargate asks of a task definition is there. Raises `ClientException` in ECS's words.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export function requireFargateDefinition(input: FargateInput): {
  readonly cpu: number;
  readonly memoryMiB: number;
} {
  const { cpu, memory } = input;
  if (!input.requiresCompatibilities.includes('FARGATE')) {
    throw refused('The local environment offers task definitions that require FARGATE alone.');
  }
  if (input.networkMode !== 'awsvpc') throw refused("Fargate only supports network mode 'awsvpc'.");
  if (cpu === undefined) throw refused("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw refused("Fargate requires that 'memory' be defined at the task level.");
  if (!isFargateSize(cpu, memory)) {
    throw refused(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
    );
  }
  if (input.executionRoleArn === undefined) requireNoExecutionRole(input.containerDefinitions);
  return { cpu, memoryMiB: memory };
}

function requireNoExecutionRole(containers: readonly ContainerDefinition[]): void {
  const prefix = 'Fargate requires task definition to have execution role ARN to support';
  for (const container of containers) {
    if (/^\d{12}\.dkr\.ecr\./.test(container.image)) throw refused(`${prefix} ECR images.`);
    if (container.logConfiguration?.logDriver === 'awslogs') throw refused(`${prefix} log driver awslogs.`);
    if (container.secrets.length > 0) {
      throw refused(
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
      );
    }
  }
}

const refused = (message: string): AwsError => new AwsError('ClientException', message);
