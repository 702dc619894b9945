import { Failure } from '../../../failure/failure.ts';
import type { Secret } from '../../../failure/secret.ts';
import type { ObjectSource } from '../../aws/object-source.ts';
import type { SecretSource } from '../../aws/secret-source.ts';
import type { Engine } from '../../docker/engine.ts';
import type {
  ClusterState,
  DeploymentImages,
  RegisteredTaskDefinition,
  TaskState,
} from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { resolveSecrets } from '../secrets/resolve-secrets.ts';
import { taskRecord } from '../state/task-record.ts';
import { type ContainerImage, type FindImages, ImageMissing } from './deployment-images.ts';
import { readEnvironmentFiles } from './environment-files.ts';
import type { FirstKeys } from './first-keys.ts';
import { pauseContainerSpec } from './pause-container.ts';
import { removeTask } from './remove-task.ts';
import { startFailureReason } from './start-failure.ts';
import { isEphemeral, taskContainerSpec } from './task-container.ts';
import type { TaskLogs } from './task-logs.ts';
import { recordLabel, runtimeName, taskLabels } from './task-names.ts';
import type { TaskSettings } from './task-settings.ts';

export interface Provisioning {
  readonly engine: Engine;
  readonly settings: TaskSettings;
  readonly secrets: SecretSource;
  readonly objects: ObjectSource;
  readonly logs: TaskLogs;
  readonly findImages: FindImages;
  /** The unguessable id under which a task finds its credentials and metadata. */
  readonly endpointId: (taskId: string) => string;
  /** The keys that a task is started with; undefined where it has no role, or nobody gives any now. */
  readonly firstKeys: (
    task: TaskState,
    definition: RegisteredTaskDefinition,
  ) => Promise<FirstKeys | undefined>;
}

type Containers = Readonly<Record<string, { readonly runtimeId: string; readonly imageDigest: string }>>;

/**
 * Makes a task's network, volumes and containers, and gives the fact of it: `taskProvisioned`, or
 * `taskFailedToStart` with nothing left behind. What an earlier, interrupted attempt made is replaced.
 */
export async function provisionTask(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  cluster: ClusterState,
  provisioning: Provisioning,
): Promise<Fact> {
  const { engine, settings } = provisioning;
  const make = () => makeTask(task, definition, cluster, provisioning);
  const clear = () => removeTask(engine, settings.environmentName, task.id);
  try {
    return await make().catch(async (error: unknown) => {
      if (!isNameTaken(error)) throw error;
      await clear();
      return await make();
    });
  } catch (error) {
    await clear().catch(() => undefined);
    return { type: 'taskFailedToStart', taskId: task.id, reason: reasonOf(error) };
  }
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Failure && error.code === 'ENGINE_CONFLICT';
}

/** The engine starts the network's container while it makes those that will join it: that is most of the time. */
async function makeTask(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  cluster: ClusterState,
  provisioning: Provisioning,
): Promise<Fact> {
  const [pauseId, images, variables] = await allEnded([
    createPause(task, definition, cluster, provisioning),
    provisioning.findImages(task, definition.content.containerDefinitions),
    variablesByContainer(definition, provisioning),
    makeVolumes(task, definition, provisioning),
    provisioning.logs.prepare(task, definition),
  ]);
  const [privateIp, containers] = await allEnded([
    startPause(pauseId, task, provisioning),
    createContainers(task, definition, cluster.region, provisioning, { pauseId, images, variables }),
  ]);
  return {
    type: 'taskProvisioned',
    taskId: task.id,
    privateIp,
    containers,
    images: pinned(definition, images),
  };
}

/** What later tasks of the same deployment run too. */
function pinned(
  definition: RegisteredTaskDefinition,
  images: ReadonlyMap<string, ContainerImage>,
): DeploymentImages {
  const consistent = definition.content.containerDefinitions.filter(
    ({ versionConsistency }) => versionConsistency !== 'disabled',
  );
  return Object.fromEntries(
    consistent.flatMap(({ name }) => {
      const image = images.get(name);
      return image === undefined ? [] : [[name, { id: image.details.id, digest: image.details.digest }]];
    }),
  );
}

/**
 * Waits for all of them before it reports a failure: nothing may be created after the clean-up that follows.
 */
async function allEnded<T extends readonly unknown[]>(
  work: {
    readonly [Index in keyof T]: Promise<T[Index]>;
  },
): Promise<{ readonly [Index in keyof T]: T[Index] }> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

function reasonOf(error: unknown): string {
  return startFailureReason(error, 'create', error instanceof ImageMissing ? error.image : undefined);
}

async function createPause(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  cluster: ClusterState,
  { engine, settings, firstKeys }: Provisioning,
): Promise<string> {
  const keys = await firstKeys(task, definition);
  const { labels, ...pause } = pauseContainerSpec(task, definition, settings, keys);
  return engine.createContainer({
    ...pause,
    labels: { ...labels, [recordLabel]: taskRecord(cluster, task) },
  });
}

/** Starts the container that holds the task's network; gives its address there. */
async function startPause(id: string, task: TaskState, { engine, settings }: Provisioning): Promise<string> {
  await engine.startContainer(id);
  const privateIp = (await engine.inspectContainer(id))?.addresses[settings.network];
  if (privateIp === undefined || privateIp === '') {
    throw new Failure('TASK_WITHOUT_ADDRESS', `The task ${task.id} got no address in ${settings.network}.`);
  }
  return privateIp;
}

/** What a container's environment has besides its definition: values that are read at the start of the task. */
interface Variables {
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly fileVariables: Readonly<Record<string, string>>;
}

async function variablesByContainer(
  definition: RegisteredTaskDefinition,
  { secrets, objects }: Provisioning,
): Promise<ReadonlyMap<string, Variables>> {
  const read = definition.content.containerDefinitions.map(async (each) => {
    const [ofSecrets, fileVariables] = await Promise.all([
      resolveSecrets(each.secrets, secrets),
      readEnvironmentFiles(each.environmentFiles ?? [], objects),
    ]);
    return [each.name, { secrets: ofSecrets, fileVariables }] as const;
  });
  return new Map(await Promise.all(read));
}

async function makeVolumes(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  { engine, settings }: Provisioning,
): Promise<void> {
  const { environmentName } = settings;
  const labels = taskLabels(environmentName, task.id);
  await Promise.all(
    definition.content.volumes
      .filter(isEphemeral)
      .map((volume) =>
        engine.createVolume(runtimeName(environmentName, task, definition, volume.name), labels),
      ),
  );
}

async function createContainers(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  region: string,
  { engine, settings, endpointId }: Provisioning,
  made: {
    readonly pauseId: string;
    readonly images: ReadonlyMap<string, ContainerImage>;
    readonly variables: ReadonlyMap<string, Variables>;
  },
): Promise<Containers> {
  const created = definition.content.containerDefinitions.map(async (container) => {
    const image = made.images.get(container.name);
    const spec = taskContainerSpec(task, definition, container, settings, {
      region,
      pauseId: made.pauseId,
      endpointId: endpointId(task.id),
      ...(made.variables.get(container.name) ?? { secrets: {}, fileVariables: {} }),
      imageVolumes: image?.details.volumes ?? [],
      hasTaskRole: definition.content.taskRoleArn !== undefined,
    });
    const runtimeId = await engine.createContainer({ ...spec, image: image?.reference ?? spec.image });
    return [container.name, { runtimeId, imageDigest: image?.details.digest ?? '' }] as const;
  });
  return Object.fromEntries(await Promise.all(created));
}
