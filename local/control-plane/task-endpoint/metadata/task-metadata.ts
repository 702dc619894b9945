import { clusterArn, taskArn } from '../../model/arns.ts';
import { containerMetadata, type MetadataSubject } from './container-metadata.ts';

/**
 * A task as the metadata endpoint shows it on Fargate; its CPU limit is in vCPUs.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html
 */
export function taskMetadata(subject: MetadataSubject): object {
  const { state, task, definition } = subject;
  const { content } = definition;
  return {
    Cluster: clusterArn(state),
    TaskARN: taskArn(state, task.id),
    Family: definition.family,
    Revision: String(definition.revision),
    ...(task.group.startsWith('service:') ? { ServiceName: task.group.slice('service:'.length) } : {}),
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    Limits: {
      CPU: (task.overrides.cpu ?? content.cpu) / 1024,
      Memory: task.overrides.memoryMiB ?? content.memoryMiB,
    },
    PullStartedAt: new Date(task.createdAt).toISOString(),
    PullStoppedAt: new Date(task.createdAt).toISOString(),
    AvailabilityZone: `${state.region}a`,
    LaunchType: 'FARGATE',
    Containers: content.containerDefinitions.map((each) => containerMetadata(subject, each)),
  };
}
