import type { ContainerDefinition } from '../../../definition/model/ecs.ts';
import type { Secret } from '../../../failure/secret.ts';
import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';
import { addressInTask } from './loopback-forwards.ts';
import { taskEndpointAddress } from './pause-container.ts';
import type { TaskSettings } from './task-settings.ts';

/** What a container's environment is made of besides its definition. */
export interface EnvironmentSources {
  readonly region: string;
  /** The unguessable last part of the credential, metadata and agent addresses. */
  readonly endpointId: string;
  /** By the name of the variable. */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** Of the container's environment files. */
  readonly fileVariables: Readonly<Record<string, string>>;
  readonly hasTaskRole: boolean;
}

/**
 * The environment of a container as Fargate makes it, later ones before earlier ones: the files', the definition's, the
 * override's, the secrets; what ECS injects cannot be overridden. AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3
 * and PARITY_STOREFRONT_URL are there only locally (mail and the like have to name the storefront with its port), and
 * PARITY_TIME_SCALE only under a time scale: what publishes metrics on a timer divides its interval by it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html
 */
export function containerEnvironment(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  container: ContainerDefinition,
  settings: TaskSettings,
  sources: EnvironmentSources,
): Record<string, string> {
  const override = task.overrides.containerOverrides.find((each) => each.name === container.name);
  const metadata = `http://${taskEndpointAddress}/v4/${sources.endpointId}-${container.name}`;
  return {
    AWS_REGION: sources.region,
    AWS_DEFAULT_REGION: sources.region,
    ...sources.fileVariables,
    ...pairs(container.environment),
    ...pairs(override?.environment ?? []),
    ...revealed(sources.secrets),
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    ECS_CONTAINER_METADATA_URI: metadata.replace('/v4/', '/v3/'),
    ECS_CONTAINER_METADATA_URI_V4: metadata,
    ECS_AGENT_URI: metadata.replace('/v4/', '/api/'),
    ...(sources.hasTaskRole
      ? { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${sources.endpointId}` }
      : {}),
    AWS_ENDPOINT_URL: addressInTask(settings.aws, definition),
    AWS_ENDPOINT_URL_S3: addressInTask(settings.s3, definition),
    PARITY_STOREFRONT_URL: settings.storefrontUrl,
    ...(task.timeScale === undefined ? {} : { PARITY_TIME_SCALE: String(task.timeScale) }),
  };
}

function pairs(list: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(list.map((each) => [each.name, each.value]));
}

function revealed(secrets: Readonly<Record<string, Secret>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]));
}
