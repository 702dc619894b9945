import type { SecretSource } from '../../aws/secret-source.ts';
import type { Engine } from '../../docker/engine.ts';
import { Failure } from '../../failure/failure.ts';
import type { Secret } from '../../failure/secret.ts';
import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { resolveSecrets } from '../secrets/resolve-secrets.ts';
import { pauseContainerSpec } from './pause-container.ts';
import { removeTask } from './remove-task.ts';
import { startFailureReason } from './start-failure.ts';
import { taskContainerSpec } from './task-container.ts';
import type { TaskLogs } from './task-logs.ts';
import { runtimeName, taskLabels } from './task-names.ts';
import type { TaskSettings } from './task-settings.ts';

export interface Provisioning {
  readonly engine: Engine;
  readonly settings: TaskSettings;
  readonly secrets: SecretSource;
  readonly logs: TaskLogs;
  /** The unguessable id under which a task finds its credentials and metadata. */
  readonly endpointId: (taskId: string) => string;
}

type Containers = Readonly<Record<string, { readonly runtimeId: string; readonly imageDigest: string }>>;

/**
 * Makes a task's network, volumes and containers, and gives the fact of it: `taskProvisioned`, or
 * `taskFailedToStart` with nothing left behind. What an earlier, interrupted attempt made is replaced.
 */
export async function provisionTask(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  region: string,
  provisioning: Provisioning,
): Promise<Fact> {
  const { engine, settings } = provisioning;
  try {
    await removeTask(engine, settings.environmentName, task.id);
    const [pause, digests, secrets] = await Promise.all([
      startPause(task, definition, provisioning),
      imageDigests(engine, definition),
      secretsByContainer(definition, provisioning.secrets),
      makeVolumes(task, definition, provisioning),
      provisioning.logs.prepare(task, definition),
    ]);
    const containers = await createContainers(task, definition, region, provisioning, {
      pauseId: pause.id,
      digests,
      secrets,
    });
    return { type: 'taskProvisioned', taskId: task.id, privateIp: pause.privateIp, containers };
  } catch (error) {
    await removeTask(engine, settings.environmentName, task.id).catch(() => undefined);
    return { type: 'taskFailedToStart', taskId: task.id, reason: reasonOf(error) };
  }
}

/** An image that is not there, which ECS could not pull. */
class ImageMissing extends Failure {
  readonly image: string;

  constructor(image: string) {
    super('ENGINE_NO_SUCH_IMAGE', `The image ${image} is not there.`);
    this.image = image;
  }
}

function reasonOf(error: unknown): string {
  return startFailureReason(error, 'create', error instanceof ImageMissing ? error.image : undefined);
}

async function startPause(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  { engine, settings }: Provisioning,
): Promise<{ readonly id: string; readonly privateIp: string }> {
  const id = await engine.createContainer(pauseContainerSpec(task, definition, settings));
  await engine.startContainer(id);
  const privateIp = (await engine.inspectContainer(id))?.addresses[settings.network];
  if (privateIp === undefined || privateIp === '') {
    throw new Failure('TASK_WITHOUT_ADDRESS', `The task ${task.id} got no address in ${settings.network}.`);
  }
  return { id, privateIp };
}

async function imageDigests(
  engine: Engine,
  definition: RegisteredTaskDefinition,
): Promise<ReadonlyMap<string, string>> {
  const images = new Set(definition.content.containerDefinitions.map((each) => each.image));
  const digests = [...images].map(async (image) => {
    const details = await engine.inspectImage(image);
    if (details === undefined) throw new ImageMissing(image);
    return [image, details.digest] as const;
  });
  return new Map(await Promise.all(digests));
}

async function secretsByContainer(
  definition: RegisteredTaskDefinition,
  source: SecretSource,
): Promise<ReadonlyMap<string, Readonly<Record<string, Secret>>>> {
  const resolved = definition.content.containerDefinitions.map(
    async (each) => [each.name, await resolveSecrets(each.secrets, source)] as const,
  );
  return new Map(await Promise.all(resolved));
}

async function makeVolumes(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  { engine, settings }: Provisioning,
): Promise<void> {
  const { environmentName } = settings;
  const labels = taskLabels(environmentName, task.id);
  await Promise.all(
    definition.content.volumes.map((volume) =>
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
    readonly digests: ReadonlyMap<string, string>;
    readonly secrets: ReadonlyMap<string, Readonly<Record<string, Secret>>>;
  },
): Promise<Containers> {
  const created = definition.content.containerDefinitions.map(async (container) => {
    const spec = taskContainerSpec(task, definition, container, settings, {
      region,
      pauseId: made.pauseId,
      endpointId: endpointId(task.id),
      secrets: made.secrets.get(container.name) ?? {},
      hasTaskRole: definition.content.taskRoleArn !== undefined,
    });
    const runtimeId = await engine.createContainer(spec);
    return [container.name, { runtimeId, imageDigest: made.digests.get(container.image) ?? '' }] as const;
  });
  return Object.fromEntries(await Promise.all(created));
}
