import { join } from 'node:path';
import { Wait, type WaitStrategy } from 'testcontainers';
import type { WorkerSettings } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import { authoritySubjectHash } from '../local/certificates/issue.ts';
import type { DataStoreStage } from '../local/data-stores/testing/data-store-stage.ts';
import type { Engine } from '../local/docker/engine.ts';
import { openImageWorkshop } from '../local/images/image-workshop.ts';
import { chooseStore, ensureStoreImage } from '../local/images/store-image.ts';
import { LoopbackContainer } from '../local/images/testing/loopback-containers.ts';
import { createProgress } from '../progress/progress.ts';
import { queueVariables } from '../stack/queue-latency.ts';
import { entryPoint, entryPointWithoutRedis, fixedValues } from '../stack/store-contract.ts';

/** Containers of a store on a stage's data stores, without ECS around them. */
export interface StoreContainers {
  /** The web container once it answers; `port` is on 127.0.0.1. */
  web(): Promise<{ readonly id: string; readonly port: number }>;
  /** The worker once its health check passes. */
  worker(): Promise<string>;
  /** A command in a container of its own, with its exit code and all of its output. */
  runOnce(...command: readonly string[]): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** A command beside a running one, with the environment of the contract. */
  exec(id: string, ...command: readonly string[]): Promise<string>;
  /** Sends SIGTERM, as ECS does at the end of a task, and gives the exit code. */
  terminate(id: string): Promise<number>;
  close(): Promise<void>;
}

interface StartOptions {
  readonly port?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** A shell command that fails where the container is not healthy. */
  readonly health?: string;
}

/**
 * Builds the demo store where it is not there yet. As an application without Redis, it is told of none. `seen` are
 * paths of this machine that the containers read, by the paths at which they see them.
 */
export async function demoStoreContainers(
  stage: DataStoreStage,
  { web, worker, redis } = defaultApplication,
  seen: Readonly<Record<string, string>> = {},
): Promise<StoreContainers> {
  const image = await demoStoreImage(stage.engine, stage.environment.checkout);
  const environment = await contractEnvironment(stage, redis);
  const entry = redis ? entryPoint : entryPointWithoutRedis;
  const { engine } = stage;
  const mounts = Object.entries(seen).map(([target, source]) => ({ source, target, mode: 'ro' as const }));
  const start = async (
    command: readonly string[],
    wait: WaitStrategy,
    { port, variables = environment, health }: StartOptions = {},
  ) => {
    const container = new LoopbackContainer(image)
      .withLabels({ ...stage.environment.labels })
      .withNetworkMode(stage.network)
      .withEntrypoint([...entry])
      .withCommand([...command])
      .withEnvironment(variables)
      .withBindMounts([authority(stage), ...mounts])
      .withWaitStrategy(wait)
      .withStartupTimeout(120_000);
    if (port !== undefined) container.withExposedPorts(port);
    if (health !== undefined) {
      container.withHealthCheck({ test: ['CMD-SHELL', health], interval: 1000, retries: 100 });
    }
    return await container.start();
  };
  return {
    web: async () => {
      const { command, port, healthPath } = web;
      const started = await start(command, Wait.forHttp(healthPath, port), { port });
      return { id: started.getId(), port: started.getMappedPort(port) };
    },
    worker: async () => {
      if (worker === 'none') throw new Error('This application has no worker');
      const variables = { ...environment, ...workerEnvironment(worker) };
      const options = { variables, health: worker.healthCommand };
      return (await start(worker.command, Wait.forHealthCheck(), options)).getId();
    },
    runOnce: async (...command) => {
      const id = (await start(command, Wait.forAll([]))).getId();
      const exitCode = await engine.waitForExit(id);
      const lines: string[] = [];
      for await (const { text } of engine.containerLogs(id, { follow: false })) lines.push(text);
      return { exitCode, output: lines.join('\n') };
    },
    exec: async (id, ...command) => {
      const { exitCode, stdout, stderr } = await engine.exec(id, [...entry, ...command]);
      if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stdout}${stderr}`);
      return stdout;
    },
    terminate: async (id) => {
      await engine.killContainer(id, 'SIGTERM');
      return await engine.waitForExit(id, AbortSignal.timeout(30_000));
    },
    close: async () => {
      const own = (await engine.listContainers(stage.environment.labels)).filter(
        (each) => each.image === image,
      );
      await Promise.all(own.map(({ id }) => engine.removeContainer(id)));
    },
  };
}

/** The name of the demo store's image, which is built where it is not there yet. */
export async function demoStoreImage(engine: Engine, checkout: string): Promise<string> {
  const { STORE_IMAGE: _, STORE_CONTEXT: __, ...variables } = process.env;
  const workshop = openImageWorkshop(engine, {
    checkout,
    environment: { ...variables, STORE_KIND: 'demo' },
  });
  const choice = await chooseStore(workshop, () => undefined);
  const progress = createProgress(() => undefined);
  return (await progress.step('Image', (step) => ensureStoreImage(workshop, choice, step))).image;
}

/** What stack/ gives the worker in addition, with the local mail server in it. */
function workerEnvironment(worker: WorkerSettings): Record<string, string> {
  return {
    ...queueVariables(worker),
    SMTP_ADDRESS: 'mail',
    SMTP_PORT: '1025',
    SMTP_USERNAME: 'shop',
    SMTP_PASSWORD: 'correcthorsebatterystaple',
  };
}

/** What stack/ gives every container of the store, with the local servers in it. */
async function contractEnvironment(stage: DataStoreStage, redis: boolean): Promise<Record<string, string>> {
  const [bucket] = stage.workload.buckets;
  return {
    ...fixedValues,
    STORE_HOST: 'localhost',
    MAIL_FROM: 'shop@example.com',
    PARITY_STOREFRONT_URL: 'https://localhost:8443',
    S3_BUCKET: bucket?.name ?? '',
    DATABASE_HOST: 'postgres',
    DATABASE_REPLICA_HOST: 'postgres-replica',
    DATABASE_PORT: '5432',
    DATABASE_NAME: await stage.secret('postgres/database'),
    DATABASE_USERNAME: await stage.secret('postgres/username'),
    DATABASE_PASSWORD: await stage.secret('postgres/password'),
    ...(redis && {
      REDIS_HOST: 'redis',
      REDIS_PORT: '6379',
      REDIS_AUTH_TOKEN: await stage.secret('redis/token'),
    }),
    SECRET_KEY_BASE: 'f'.repeat(128),
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'correcthorsebatterystaple',
    ...awsEnvironment(stage),
  };
}

/** There are no task roles here, so the S3 server's own keys; nothing listens where other AWS calls go. */
function awsEnvironment({ s3Keys, workload }: DataStoreStage): Record<string, string> {
  return {
    AWS_REGION: workload.region,
    AWS_ACCESS_KEY_ID: s3Keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3Keys.secretAccessKey.reveal(),
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_S3: 'http://minio:9000',
  };
}

/** The local authority where OpenSSL looks for it, as tasks have it. */
function authority({ environment }: DataStoreStage) {
  const source = join(environment.stateFolder, 'certificates', 'ca.pem');
  return { source, target: `/etc/ssl/certs/${authoritySubjectHash}.0`, mode: 'ro' as const };
}
