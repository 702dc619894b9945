/** The SDK's own types of ECS, for those who read its responses. */
export type {
  ContainerDefinition,
  ECS,
  RegisterTaskDefinitionCommandInput,
  Service,
  ServiceDeployment,
  Task,
  TaskDefinition,
  UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
