import { posix } from 'node:path';
import type { ContainerDefinition, Volume } from '../../../definition/model/ecs.ts';
import type { ContainerSpec } from '../../docker/engine.ts';
import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';
import { containerEnvironment, type EnvironmentSources } from './container-environment.ts';
import { containerLimits } from './container-limits.ts';
import { kernelParameters } from './kernel-parameters.ts';
import { containerLabel, roleLabel, runtimeName, taskLabels } from './task-names.ts';
import type { TaskSettings } from './task-settings.ts';

/**
 * Fargate's default, for the soft limit as for the hard one; nothing but open files can be limited there.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-resource-limits
 */
const defaultOpenFiles = { name: 'nofile', softLimit: 65_535, hardLimit: 65_535 };

/** What a container is made of besides its definition. */
export interface ContainerSources extends EnvironmentSources {
  readonly pauseId: string;
  /** Paths that its image declares as volumes. */
  readonly imageVolumes: readonly string[];
}

/**
 * The engine's container for one container of a task. Capabilities are Docker's default set but for what the definition
 * says, and programs may gain privileges, as Fargate has no way to forbid it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-security-considerations.html
 */
export function taskContainerSpec(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  container: ContainerDefinition,
  settings: TaskSettings,
  sources: ContainerSources,
): ContainerSpec {
  const override = task.overrides.containerOverrides.find((each) => each.name === container.name);
  const command = override?.command ?? container.command;
  return {
    name: runtimeName(settings.environmentName, task, definition, container.name),
    image: container.image,
    labels: {
      ...container.dockerLabels,
      ...taskLabels(settings.environmentName, task.id),
      [roleLabel]: 'container',
      [containerLabel]: container.name,
    },
    ...(container.entryPoint === undefined ? {} : { entrypoint: container.entryPoint }),
    ...(command === undefined ? {} : { command }),
    environment: containerEnvironment(task, definition, container, settings, sources),
    ...(container.user === undefined ? {} : { user: container.user }),
    ...(container.workingDirectory === undefined ? {} : { workingDirectory: container.workingDirectory }),
    ...containerLimits(definition.content, container, task.overrides),
    ulimits: ulimits(container, settings.mostOpenFiles),
    readonlyRootFilesystem: container.readonlyRootFilesystem,
    init: container.initProcessEnabled,
    binds: [...certificateBinds(settings), ...hostBinds(definition, container)],
    mounts: ephemeralMounts(definition, container).map((mount) => ({
      volume: runtimeName(settings.environmentName, task, definition, mount.sourceVolume),
      target: mount.containerPath,
      readOnly: mount.readOnly,
      copiesImage: sources.imageVolumes.some((path) => isSamePath(path, mount.containerPath)),
    })),
    tmpfs: (container.tmpfs ?? []).map(({ containerPath, sizeMiB, mountOptions }) => ({
      target: containerPath,
      sizeMiB,
      options: mountOptions,
    })),
    dropCapabilities: container.droppedCapabilities ?? [],
    addCapabilities: container.addedCapabilities ?? [],
    newPrivileges: true,
    healthCheck: healthCheck(container, settings),
    network: { kind: 'container', id: sources.pauseId },
    restart: 'no',
    terminal: container.pseudoTerminal === true,
    standardInput: container.interactive === true,
    kernelParameters: kernelParameters(container, 'own'),
  };
}

/** No more than the engine can give: asked for more, it would not start the container at all. */
function ulimits(
  container: ContainerDefinition,
  mostOpenFiles: number,
): NonNullable<ContainerSpec['ulimits']> {
  const own = container.ulimits.some((each) => each.name === defaultOpenFiles.name)
    ? container.ulimits
    : [defaultOpenFiles, ...container.ulimits];
  return own.map(({ name, softLimit, hardLimit }) => {
    const most = name === defaultOpenFiles.name ? mostOpenFiles : Number.POSITIVE_INFINITY;
    return { name, soft: Math.min(softLimit, most), hard: Math.min(hardLimit, most) };
  });
}

/**
 * An ephemeral volume is empty and root's, but where the image declares its place as a volume: then it begins with the
 * image's files, owner and mode.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
function isSamePath(one: string, other: string): boolean {
  return posix.resolve('/', one) === posix.resolve('/', other);
}

/** Whether a volume is made for the task and removed with it. */
export function isEphemeral({ hostPath }: Volume): boolean {
  return hostPath === undefined;
}

function ephemeralMounts(
  { content }: RegisteredTaskDefinition,
  { mountPoints }: ContainerDefinition,
): ContainerDefinition['mountPoints'] {
  const others = new Set(content.volumes.filter((each) => !isEphemeral(each)).map(({ name }) => name));
  return mountPoints.filter(({ sourceVolume }) => !others.has(sourceVolume));
}

function hostBinds(
  { content }: RegisteredTaskDefinition,
  { mountPoints }: ContainerDefinition,
): readonly string[] {
  const paths = new Map(content.volumes.map(({ name, hostPath }) => [name, hostPath]));
  return mountPoints.flatMap(({ sourceVolume, containerPath, readOnly }) => {
    const hostPath = paths.get(sourceVolume);
    return hostPath === undefined ? [] : [`${hostPath}:${containerPath}${readOnly ? ':ro' : ''}`];
  });
}

/** OpenSSL finds a trusted certificate by its subject's hash: so the store trusts Redis as it trusts Amazon's. */
function certificateBinds(settings: TaskSettings): readonly string[] {
  const authority = settings.certificateAuthority;
  if (authority === undefined) return [];
  return [`${authority.hostPath}:/etc/ssl/certs/${authority.subjectHash}.0:ro`];
}

/** ECS ignores the image's own health check. */
function healthCheck(
  container: ContainerDefinition,
  { longestGraceSeconds = Number.POSITIVE_INFINITY }: Pick<TaskSettings, 'longestGraceSeconds'>,
): NonNullable<ContainerSpec['healthCheck']> {
  const check = container.healthCheck;
  if (check === undefined) return 'NONE';
  return {
    test: check.command,
    intervalMs: check.intervalSeconds * 1000,
    timeoutMs: check.timeoutSeconds * 1000,
    retries: check.retries,
    startPeriodMs: 1000 * Math.min(check.startPeriodSeconds, longestGraceSeconds),
  };
}
