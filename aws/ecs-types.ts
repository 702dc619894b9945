/** The SDK's own types of ECS, for whoever reads its answers. */
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
