import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { DockerComposeEnvironment, Wait } from 'testcontainers';
import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import { corpusWorkload } from '../../../definition/testing/corpus-workload.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { Secret } from '../../../failure/secret.ts';
import { createProgress } from '../../../progress/progress.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { ensureCertificates } from '../../certificates/ensure-certificates.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import type { ContainerDetails, Engine } from '../../docker/engine.ts';
import { environmentLabel, type LocalEnvironment, type Ports } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { ensureImages } from '../../images/ensure-images.ts';
import { keepOwnSecret, keepSecrets } from '../../lifecycle/kept-secrets.ts';
import { composeVariables, type S3Server, s3ServerOf } from '../../lifecycle/servers/compose-variables.ts';
import { dataStoreDigest } from '../../lifecycle/servers/data-store-digest.ts';
import { leftOutServices } from '../../lifecycle/servers/left-out-services.ts';
import { s3RootAccessKey, writeServerFiles } from '../../lifecycle/servers/server-files.ts';

export type DataStore = 'postgres' | 'postgres-replica' | 'redis' | 'minio' | 'mail';

/** Data stores as `local:up` starts them, alone on a network of their own and with a state folder of their own. */
export interface DataStoreStage {
  readonly engine: Engine;
  readonly environment: LocalEnvironment;
  readonly ports: Ports;
  /** The compose network, by name. */
  readonly network: string;
  readonly workload: Workload;
  readonly s3Server: S3Server;
  /** Clients with the S3 server's own keys. */
  readonly clients: AwsClients;
  readonly s3Keys: {
    readonly accessKeyId: string;
    readonly secretAccessKey: Secret;
    readonly endpoint: string;
  };
  /** Id of a data store's container. */
  id(store: DataStore): string;
  /** What one of its secrets' files holds, such as `postgres/password`. */
  secret(file: string): Promise<string>;
  /** SIGKILL, as a crash of the machine: the engine does not start it again. */
  kill(store: DataStore): Promise<void>;
  /** The stop signal of the compose file, with the time to write everything down. */
  stop(store: DataStore): Promise<void>;
  start(store: DataStore): Promise<void>;
  untilHealthy(store: DataStore): Promise<ContainerDetails>;
  close(): Promise<void>;
}

const checkout = join(import.meta.dirname, '../../..');

/**
 * Starts these data stores. The compose file itself, rather than testcontainers' modules for PostgreSQL and Redis:
 * those set up users, passwords and persistence in the ways of the official images, which our entry scripts replace.
 */
export async function openDataStoreStage(stores: readonly DataStore[]): Promise<DataStoreStage> {
  const name = `data-stores-test-${randomBytes(3).toString('hex')}`;
  const stateFolder = await mkdtemp(join(tmpdir(), `${name}-`));
  const environment = { name, checkout, stateFolder, labels: { [environmentLabel]: name } };
  try {
    return await openIn(environment, stores);
  } catch (error) {
    // What compose had started is down by now.
    await rm(stateFolder, { recursive: true });
    throw error;
  }
}

async function openIn(environment: LocalEnvironment, stores: readonly DataStore[]): Promise<DataStoreStage> {
  const engine = connectEngine();
  const ports = await freePorts();
  await writeSecrets(environment, ports);
  const { variables, s3Server } = await settingsOf(engine, environment, ports);
  const s3 = await s3Access(environment, ports);
  const started = await new DockerComposeEnvironment(checkout, 'docker-compose.yml')
    .withProjectName(environment.name)
    .withEnvironment(variables)
    .withDefaultWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(180_000)
    .up([...stores]);
  const id = (store: DataStore) => started.getContainer(`${store}-1`).getId();
  const secret = async (file: string) =>
    (await readText(join(environment.stateFolder, 'secrets', file))) ?? '';
  return {
    ...{ engine, environment, ports, s3Server, id, secret },
    ...s3,
    ...lifeOf(engine, id),
    network: `${environment.name}_default`,
    workload: corpusWorkload,
    close: async () => {
      await started.down({ removeVolumes: true });
      await rm(environment.stateFolder, { recursive: true });
    },
  };
}

function lifeOf(engine: Engine, id: DataStoreStage['id']) {
  const untilHealthy = (store: DataStore) => healthy(engine, store, id(store));
  return {
    untilHealthy,
    kill: async (store: DataStore) => {
      await engine.killContainer(id(store), 'SIGKILL');
      await engine.waitForExit(id(store));
    },
    stop: (store: DataStore) => engine.stopContainer(id(store), 60),
    start: async (store: DataStore) => {
      await engine.startContainer(id(store));
      await untilHealthy(store);
    },
  };
}

async function s3Access(environment: LocalEnvironment, ports: Ports) {
  const secretAccessKey = await keepOwnSecret(environment, 's3');
  const endpoint = `http://127.0.0.1:${ports.s3}`;
  const s3Keys = { accessKeyId: s3RootAccessKey, secretAccessKey, endpoint };
  const { region } = corpusWorkload;
  return { s3Keys, clients: awsClients({ environment: 'local', endpoint, region, s3Credentials: s3Keys }) };
}

async function writeSecrets(environment: LocalEnvironment, ports: Ports): Promise<void> {
  await ensureCertificates(join(environment.stateFolder, 'certificates'), { now: new Date() });
  const kept = await keepSecrets(environment, corpusWorkload);
  await writeServerFiles(environment, corpusWorkload, kept, ports.https);
}

async function settingsOf(engine: Engine, environment: LocalEnvironment, ports: Ports) {
  const names = ['postgres', 'redis', 's3', 'mail'] as const;
  const images = await ensureImages(engine, names, { checkout, progress: createProgress(() => undefined) });
  const s3Server = s3ServerOf(images.s3);
  const notStarted = 'not-started';
  const variables = composeVariables({
    environment,
    ports,
    s3Server,
    scannerImage: '',
    images: {
      postgres: images.postgres.image,
      redis: images.redis.image,
      s3: images.s3.image,
      ...{ localstack: notStarted, node: notStarted, haproxy: notStarted, nginx: notStarted },
      mail: images.mail.image,
      registry: notStarted,
    },
    region: corpusWorkload.region,
    dockerSocket: '/var/run/docker.sock',
    timeScale: 1,
    longestGraceSeconds: undefined,
    leftOut: leftOutServices(corpusWorkload),
    toolkitDigest: '',
    postgresDigest: await dataStoreDigest(environment, 'postgres'),
    redisDigest: await dataStoreDigest(environment, 'redis'),
    mailDigest: await dataStoreDigest(environment, 'mail'),
    loadBalancerContainerPort: 80,
  });
  return { variables, s3Server };
}

async function freePorts(): Promise<Ports> {
  return {
    https: await getPort(),
    http: await getPort(),
    loadBalancer: await getPort(),
    aws: await getPort(),
    postgres: await getPort(),
    postgresReplica: await getPort(),
    redis: await getPort(),
    s3: await getPort(),
    mail: await getPort(),
  };
}

async function healthy(engine: Engine, store: DataStore, id: string): Promise<ContainerDetails> {
  return await waitUntil({ what: `${store} to be healthy`, timeoutMs: 90_000 }, async () => {
    const details = await engine.inspectContainer(id);
    return details?.state === 'running' && details.health === 'healthy' ? details : undefined;
  });
}
