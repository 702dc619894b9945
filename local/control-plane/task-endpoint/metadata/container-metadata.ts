import type { ContainerDefinition } from '../../../../definition/model/ecs.ts';
import { ownValue } from '../../../../json/own-value.ts';
import type { ContainerDetails } from '../../../docker/engine.ts';
import { awslogsOptions } from '../../log-shipping/awslogs-options.ts';
import { clusterArn, taskArn } from '../../model/arns.ts';
import type {
  ClusterState,
  ContainerState,
  RegisteredTaskDefinition,
  TaskState,
} from '../../model/cluster-state.ts';

/** A task with all that its metadata is made of. */
export interface MetadataSubject {
  readonly state: ClusterState;
  readonly task: TaskState;
  readonly definition: RegisteredTaskDefinition;
  /** By container name; undefined if the engine no longer has it. */
  readonly details: Readonly<Record<string, ContainerDetails | undefined>>;
}

/**
 * One container as the metadata endpoint shows it on Fargate.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
 */
export function containerMetadata(subject: MetadataSubject, container: ContainerDefinition): object {
  const { task, definition } = subject;
  const known = task.containers.find((each) => each.name === container.name);
  const details = ownValue(subject.details, container.name);
  return {
    DockerId: known?.runtimeId ?? '',
    Name: container.name,
    DockerName: details?.name ?? container.name,
    Image: container.image,
    ImageID: details?.imageId ?? '',
    Labels: labels(subject, container),
    DesiredStatus: task.desiredStatus,
    KnownStatus: known?.lastStatus ?? 'PENDING',
    ...(known?.exitCode === undefined ? {} : { ExitCode: known.exitCode }),
    Limits: { CPU: container.cpu ?? 0, Memory: container.memoryMiB ?? definition.content.memoryMiB },
    CreatedAt: new Date(task.createdAt).toISOString(),
    ...(details?.startedAt === undefined ? {} : { StartedAt: details.startedAt.toISOString() }),
    ...(details?.finishedAt === undefined ? {} : { FinishedAt: details.finishedAt.toISOString() }),
    Type: 'NORMAL',
    ...health(container, known),
    ...logging(container, task),
    ContainerARN: `${taskArn(subject.state, task.id).replace(':task/', ':container/')}/${known?.runtimeId?.slice(0, 32) ?? container.name}`,
    Networks: [{ NetworkMode: 'awsvpc', IPv4Addresses: [task.privateIp ?? ''], AttachmentIndex: 0 }],
    Snapshotter: 'overlayfs',
  };
}

function labels({ state, task, definition }: MetadataSubject, container: ContainerDefinition): object {
  return {
    ...container.dockerLabels,
    'com.amazonaws.ecs.cluster': clusterArn(state),
    'com.amazonaws.ecs.container-name': container.name,
    'com.amazonaws.ecs.task-arn': taskArn(state, task.id),
    'com.amazonaws.ecs.task-definition-family': definition.family,
    'com.amazonaws.ecs.task-definition-version': String(definition.revision),
  };
}

function health(container: ContainerDefinition, known: ContainerState | undefined): object {
  return container.healthCheck === undefined ? {} : { Health: { status: known?.healthStatus ?? 'UNKNOWN' } };
}

function logging(container: ContainerDefinition, task: TaskState): object {
  const awslogs = awslogsOptions(container, task.id);
  if (awslogs === undefined) return {};
  return {
    LogDriver: 'awslogs',
    LogOptions: {
      ...container.logConfiguration?.options,
      'awslogs-stream': awslogs.stream,
    },
  };
}
