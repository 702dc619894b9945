/** The SDK's types of ECS, for code that reads its responses. */
export type {
  Container,
  ContainerDefinition,
  ECS,
  RegisterTaskDefinitionCommandInput,
  Service,
  ServiceDeployment,
  Tag,
  Task,
  TaskDefinition,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
