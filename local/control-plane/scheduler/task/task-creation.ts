import type { TaskDefinition } from '../../../../definition/model/ecs.ts';
import type {
  ContainerState,
  DeploymentState,
  RegisteredTaskDefinition,
  ServiceState,
  TaskOverrides,
  TaskState,
} from '../../model/cluster-state.ts';
import { serviceGroup } from '../../model/task-group.ts';
import type { IdSource } from '../identifiers.ts';

/** A task of a service, as its scheduler starts it. */
export function serviceTask(
  service: ServiceState,
  deployment: DeploymentState,
  definition: TaskDefinition,
  world: {
    readonly now: number;
    readonly ids: IdSource;
    readonly clusterName: string;
    readonly timeScale?: number;
  },
): TaskState {
  return {
    ...newTask(world.ids.taskId(), definition, world),
    overrides: { containerOverrides: [] },
    interactive: false,
    group: serviceGroup(service.name),
    startedBy: deployment.id,
    taskDefinition: deployment.taskDefinition,
    deploymentId: deployment.id,
    targets: service.loadBalancers.map((loadBalancer) => ({
      targetGroup: loadBalancer.targetGroup,
      port: loadBalancer.containerPort,
      state: 'unregistered',
    })),
    enableExecuteCommand: service.enableExecuteCommand,
    tags: tagsOf(service, definition, world),
  };
}

function tagsOf(
  service: ServiceState,
  definition: TaskDefinition,
  { clusterName }: { readonly clusterName: string },
): TaskState['tags'] {
  const managed = service.enableECSManagedTags === true ? managedTags(clusterName, service.name) : {};
  return { ...propagatedTags(service, definition), ...managed };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html#managed-tags */
export function managedTags(clusterName: string, serviceName?: string): TaskState['tags'] {
  const ofCluster = { 'aws:ecs:clusterName': clusterName };
  return serviceName === undefined ? ofCluster : { ...ofCluster, 'aws:ecs:serviceName': serviceName };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tag-resources-console.html */
function propagatedTags(service: ServiceState, definition: TaskDefinition): TaskState['tags'] {
  switch (service.propagateTags) {
    case 'SERVICE':
      return service.tags;
    case 'TASK_DEFINITION':
      return definition.tags;
    default:
      return {};
  }
}

/** What `RunTask` specifies for its tasks in addition to the revision. */
export interface OneOffOptions {
  readonly startedBy?: string;
  readonly group?: string;
  readonly overrides?: TaskOverrides;
  readonly enableExecuteCommand?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  /** 1 where it is absent. */
  readonly timeScale?: number;
}

export function oneOffTask(
  id: string,
  revision: RegisteredTaskDefinition,
  options: OneOffOptions,
  now: number,
): TaskState {
  return {
    ...newTask(id, revision.content, { now, timeScale: options.timeScale }),
    targets: [],
    group: options.group ?? `family:${revision.family}`,
    startedBy: options.startedBy ?? '',
    taskDefinition: revision.arn,
    overrides: options.overrides ?? { containerOverrides: [] },
    interactive: false,
    enableExecuteCommand: options.enableExecuteCommand ?? false,
    tags: options.tags ?? {},
  };
}

function newTask(
  id: string,
  definition: TaskDefinition,
  { now, timeScale = 1 }: { readonly now: number; readonly timeScale?: number | undefined },
): Pick<TaskState, 'id' | 'desiredStatus' | 'lastStatus' | 'createdAt' | 'containers' | 'timeScale'> {
  return {
    id,
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    createdAt: now,
    containers: definition.containerDefinitions.map((container) => newContainer(container.name)),
    ...(timeScale === 1 ? {} : { timeScale }),
  };
}

function newContainer(name: string): ContainerState {
  return { name, lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN' };
}
