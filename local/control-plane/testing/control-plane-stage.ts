import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import type { Secret } from '../../../failure/secret.ts';
import { createProgress } from '../../../progress/progress.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import type { ContainerSpec, ContainerSummary, Engine } from '../../docker/engine.ts';
import { environmentLabel, preferredPorts } from '../../environment/local-environment.ts';
import { ensureImages } from '../../images/ensure-images.ts';
import type { ImageSet } from '../../images/image-definition.ts';
import { type ParityStatus, parityStatusSchema } from '../api/parity/status.ts';
import { containerLabel, taskLabel } from '../tasks/task-names.ts';

/** A control plane in its container on a network of its own, as `local:up` starts it, with nothing around it. */
export interface ControlPlaneStage {
  readonly engine: Engine;
  readonly clients: AwsClients;
  /** The name of its environment. */
  readonly name: string;
  /** Of the AWS endpoint, on the machine. */
  readonly port: number;
  /** An image with Node in it, for tasks. */
  readonly taskImage: string;
  put(workload: object): Promise<void>;
  status(): Promise<ParityStatus>;
  /** The first status for which `holds`, within a minute. */
  until(what: string, holds: (status: ParityStatus) => boolean): Promise<ParityStatus>;
  /** The container of a task, running or not. */
  container(taskId: string, name: string): Promise<ContainerSummary | undefined>;
  /** Names of the containers of tasks, in order. */
  taskContainers(): Promise<readonly string[]>;
  /** Names of the volumes of tasks. */
  taskVolumes(): Promise<readonly string[]>;
  /** SIGKILL, as a crash; `start` brings it back. */
  crash(): Promise<void>;
  /** A crash, after which a shell command has its way with the state: its file is `$STATE`. */
  crashAndLose(command: string): Promise<void>;
  /** What the control plane answers to a request for its status. */
  answer(): Promise<{ readonly status: number; readonly body: unknown } | undefined>;
  start(): Promise<void>;
  close(): Promise<void>;
}

const region = 'ap-southeast-1';
const checkout = join(import.meta.dirname, '../../..');
const deadlineMs = 60_000;
const statePath = '/var/lib/control-plane/state.json';

/** An S3 server that is there already, for the keys of task roles, and its network, which the stage joins. */
export interface S3Beside {
  readonly network: string;
  readonly s3Server: 'minio' | 'versitygw';
  readonly s3Keys: { readonly accessKeyId: string; readonly secretAccessKey: Secret };
  /** Where the S3 server is on the machine. */
  readonly ports: { readonly s3: number };
}

export interface StageOptions {
  /** Whether images can be pushed. */
  readonly withRegistry?: boolean;
}

/** Sets the stage up; all that it makes goes with `close`. */
export async function openControlPlaneStage(
  beside?: S3Beside,
  options: StageOptions = {},
): Promise<ControlPlaneStage> {
  const engine = connectEngine();
  const name = `control-plane-test-${randomBytes(3).toString('hex')}`;
  const labels = { [environmentLabel]: name };
  const made = { checkout, progress: createProgress(() => undefined) };
  const images = await ensureImages(engine, ['node', 'haproxy'], made);
  const registry = options.withRegistry === true ? await ensureImages(engine, ['registry'], made) : undefined;
  const port = await getPort();
  const endpoint = `http://127.0.0.1:${port}`;
  const network = beside?.network ?? `${name}_default`;
  if (beside === undefined) await engine.createNetwork(network, labels);
  await engine.createVolume(`${name}-data`, labels);
  if (registry !== undefined) await engine.createVolume(`${name}_registry`, labels);
  const id = await engine.createContainer(
    controlPlane({ name, labels, port, network, s3: s3Variables(beside) }, { ...images, ...registry }),
  );
  const status = async () => {
    const answer = await fetch(`${endpoint}/_parity/status`);
    return parityStatusSchema.parse(await answer.json());
  };
  const stage: ControlPlaneStage = {
    engine,
    name,
    port,
    clients: awsClients({ environment: 'local', endpoint, region }),
    taskImage: images.node.image,
    put: async (workload) => {
      const body = JSON.stringify({ workload, digest: '1', releaseServices: true });
      const answer = await fetch(`${endpoint}/_parity/workload`, { method: 'PUT', body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    status,
    until: async (what, holds) => {
      const deadline = Date.now() + deadlineMs;
      for (;;) {
        const seen = await status().catch(() => undefined);
        if (seen !== undefined && holds(seen)) return seen;
        if (Date.now() > deadline) throw new Error(`${what}: ${JSON.stringify(seen?.tasks, null, 1)}`);
        await delay(50);
      }
    },
    container: async (taskId, container) =>
      (await engine.listContainers({ ...labels, [taskLabel]: taskId, [containerLabel]: container }))[0],
    taskContainers: async () =>
      (await engine.listContainers(labels))
        .filter((each) => each.labels[taskLabel] !== undefined)
        .map((each) => each.name)
        .sort(),
    taskVolumes: async () => (await engine.listVolumes(labels)).filter((volume) => volume !== `${name}-data`),
    crash: () => engine.killContainer(id, 'SIGKILL'),
    crashAndLose: async (command) => {
      // It stands still meanwhile, as it would write the file again.
      await engine.killContainer(id, 'SIGSTOP');
      const done = await engine.exec(id, ['sh', '-c', command], { environment: { STATE: statePath } });
      await engine.killContainer(id, 'SIGKILL');
      if (done.exitCode !== 0) throw new Error(done.stderr);
    },
    answer: async () => {
      const answer = await fetch(`${endpoint}/_parity/status`).catch(() => undefined);
      return answer === undefined ? undefined : { status: answer.status, body: await answer.json() };
    },
    start: () => engine.startContainer(id),
    close: async () => {
      await clearStage(engine, labels);
      if (beside === undefined) await engine.removeNetwork(network);
    },
  };
  try {
    await stage.start();
    await stage.until('the control plane answers', () => true);
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}

function s3Variables(beside: S3Beside | undefined) {
  return {
    S3_SERVER: beside?.s3Server ?? 'minio',
    PORT_S3: String(beside?.ports.s3 ?? preferredPorts.s3),
    S3_ROOT_ACCESS_KEY: beside?.s3Keys.accessKeyId ?? 'root',
    S3_ROOT_SECRET_KEY: beside?.s3Keys.secretAccessKey.reveal() ?? 'not-used-here',
  };
}

interface Place {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
  readonly network: string;
  readonly s3: ReturnType<typeof s3Variables>;
}

function controlPlane(
  { name, labels, port, network, s3 }: Place,
  images: ImageSet<'node' | 'haproxy'> & Partial<ImageSet<'registry'>>,
): ContainerSpec {
  return {
    name: `${name}-control-plane`,
    image: images.node.image,
    labels,
    entrypoint: ['node', '/workspace/local/control-plane/main.ts'],
    workingDirectory: '/workspace',
    environment: {
      ENVIRONMENT_NAME: name,
      HAPROXY_IMAGE: images.haproxy.image,
      ...s3,
      TASK_NETWORK: network,
      PORT_HTTPS: '8443',
      PORT_AWS: String(port),
      REGISTRY_IMAGE: images.registry?.image ?? '',
      // Has no scanner in it: a test fetches neither that nor its database.
      SCANNER_IMAGE: images.node.image,
    },
    binds: [`${checkout}:/workspace:ro`, '/var/run/docker.sock:/var/run/docker.sock'],
    mounts: [
      { volume: `${name}-data`, target: '/var/lib/control-plane', readOnly: false, copiesImage: true },
      ...(images.registry === undefined
        ? []
        : [{ volume: `${name}_registry`, target: '/var/lib/registry', readOnly: false, copiesImage: false }]),
    ],
    network: { kind: 'network', name: network, aliases: ['control-plane'] },
    ports: [{ containerPort: 4566, hostPort: port }],
  };
}

/** The control plane goes first: it would replace the tasks. */
async function clearStage(engine: Engine, labels: Readonly<Record<string, string>>): Promise<void> {
  const all = await engine.listContainers(labels);
  const isTask = (each: ContainerSummary) => each.labels[taskLabel] !== undefined;
  for (const each of all.filter((one) => !isTask(one))) await engine.removeContainer(each.id);
  const tasks = await engine.listContainers(labels);
  await Promise.all(tasks.map((each) => engine.removeContainer(each.id)));
  for (const volume of await engine.listVolumes(labels)) await engine.removeVolume(volume);
}
