import type { Bucket } from '../../../definition/model/bucket.ts';
import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Step } from '../../../progress/progress.ts';
import { sideBySide } from '../../../time/side-by-side.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { ensureBucket } from '../../aws/buckets/ensure-bucket.ts';
import { localPolicy } from '../../aws/buckets/local-policy.ts';
import { type DatabaseMark, readMarkOnceUp } from '../../database/database-mark.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import { findEngine } from '../../docker/engine-address.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { ensureImages } from '../../images/ensure-images.ts';
import type { ImageSet, ImageUse } from '../../images/image-definition.ts';
import type { ImageWorkshop } from '../../images/image-workshop.ts';
import type { ServerImage } from '../../images/server-images.ts';
import { digestOf } from '../../providers/digest.ts';
import { earlyMark } from '../database/early-mark.ts';
import { primaryDatabase } from '../database/store-database.ts';
import { keepExternalSecrets } from '../external-secrets.ts';
import type { DefinedContext } from '../lifecycle-context.ts';
import { readMadeResources, remember, writeMadeResources } from '../removal/made-resources.ts';
import { type ComposeSettings, composeVariables, s3ServerOf } from './compose-variables.ts';
import { controlPlaneClient } from './control-plane-client.ts';
import { dataStoreDigest } from './data-store-digest.ts';
import { type Emulation, removeFailedEmulation, startEmulation } from './emulation.ts';
import { leftOutServices } from './left-out-services.ts';
import { writeListenerPublishing } from './listener-publishing.ts';
import { withLocalOrigins } from './local-origins.ts';
import { writeServerFiles } from './server-files.ts';
import { type ComposeService, serverContainers, startServers } from './start-servers.ts';
import { toolkitDigest } from './toolkit-digest.ts';

/** First what takes longest to build: it must not be left for last, when a core has nothing else to do. */
const imageNames = ['s3', 'mail', 'localstack', 'postgres', 'node', 'haproxy', 'nginx', 'registry'] as const;

/** The images of an environment's servers: that of Redis only where something runs it. */
export type ServerImages = ImageSet<(typeof imageNames)[number]> & { readonly redis: ImageUse | undefined };

/** The servers that the store's tasks depend on. */
export interface Backends {
  /** What was done to the database before this start. */
  readonly mark: DatabaseMark;
  /** LocalStack may still be taking what no task waits for. */
  readonly emulated: Promise<void>;
  /** What the servers run. */
  readonly images: ServerImages;
}

export interface BackendsRequest {
  readonly timeScale: number;
  readonly longestGraceSeconds: number | undefined;
  /** Images of servers that tasks run too. */
  readonly taskImages: readonly ServerImage[];
}

/**
 * Brings up what tasks need: images, which are made in the workshop that makes the store's, servers, buckets, and what
 * they refer to in LocalStack.
 */
export async function prepareBackends(
  context: DefinedContext,
  workshop: ImageWorkshop,
  { timeScale, longestGraceSeconds, taskImages }: BackendsRequest,
): Promise<Backends> {
  const { environment, engine, progress, signal, definition, kept } = context;
  const askedEarly = askDatabases(context).catch(() => undefined);
  const leftOut = leftOutServices(definition.workload);
  const images = await ensureServerImages(context, workshop, {
    withRedis: !leftOut.has('redis') || taskImages.some(({ origin }) => origin.name === 'redis'),
  });
  await writeServerFiles(environment, definition.workload, kept, context.ports.https);
  await writeListenerPublishing(environment, context.listeners);
  const settings = composeVariables(
    composeSettings(context, images, {
      timeScale,
      longestGraceSeconds,
      leftOut,
      toolkitDigest: await toolkitDigest(environment.checkout),
      postgresDigest: await dataStoreDigest(environment, 'postgres'),
      redisDigest: leftOut.has('redis') ? '' : await dataStoreDigest(environment, 'redis'),
      mailDigest: await dataStoreDigest(environment, 'mail'),
    }),
  );
  const areNew = await progress.step('Servers', async (step) => {
    await removeFailedEmulation(engine, environment, controlPlaneClient(context.ports.aws));
    return await startServers(engine, environment, { variables: settings, leftOut }, step, signal);
  });
  const containers = await serverContainers(engine, environment);
  const idOf = (service: ComposeService) => containers.get(service)?.id ?? missing(service);
  const [mark, , emulation] = await sideBySide<[DatabaseMark, unknown, Emulation]>(signal, [
    (either) =>
      progress.step('PostgreSQL', async () => {
        const early = areNew ? undefined : await askedEarly;
        return early ?? (await awaitDatabases({ ...context, signal: either }, idOf));
      }),
    (either) =>
      progress.step('Buckets', (step) => prepareBuckets({ ...context, signal: either }, idOf('minio'), step)),
    async (either) => {
      await progress.step('Control plane', () => awaitControlPlane({ ...context, signal: either }));
      const emulation = await startEmulation({
        ...context,
        awsPort: context.ports.aws,
        external: await keepExternalSecrets(environment, definition.workload),
      });
      await emulation.needed;
      return emulation;
    },
  ]);
  return { mark, emulated: emulation.complete, images };
}

async function ensureServerImages(
  { environment: { checkout }, engine, variables, progress, signal }: DefinedContext,
  workshop: ImageWorkshop,
  { withRedis }: { readonly withRedis: boolean },
): Promise<ServerImages> {
  const options = { checkout, environment: variables, progress, workshop: { ...workshop, signal } };
  const [images, redis] = await sideBySide(signal, [
    () => ensureImages(engine, imageNames, options),
    async () => (withRedis ? (await ensureImages(engine, ['redis'], options)).redis : undefined),
  ]);
  return { ...images, redis };
}

function composeSettings(
  context: DefinedContext,
  images: ServerImages,
  given: Pick<
    ComposeSettings,
    | 'timeScale'
    | 'longestGraceSeconds'
    | 'leftOut'
    | 'toolkitDigest'
    | 'postgresDigest'
    | 'redisDigest'
    | 'mailDigest'
  >,
): ComposeSettings {
  const { environment, ports, definition, variables } = context;
  return {
    environment,
    ports,
    images: {
      postgres: images.postgres.image,
      // Compose pulls the image of a service even if it has no container, so it must be one that is there.
      redis: (images.redis ?? images.node).image,
      s3: images.s3.image,
      localstack: images.localstack.image,
      node: images.node.image,
      haproxy: images.haproxy.image,
      nginx: images.nginx.image,
      mail: images.mail.image,
      registry: images.registry.image,
    },
    s3Server: s3ServerOf(images.s3),
    scannerImage: variables.SCANNER_IMAGE ?? '',
    region: definition.workload.region,
    dockerSocket: socketPath(variables),
    ...given,
    loadBalancerContainerPort: context.listeners[0]?.containerPort ?? 80,
  };
}

/** The socket as containers mount it: inside the machine of Docker Desktop it is always at the usual place. */
function socketPath(variables: NodeJS.ProcessEnv): string {
  const address = findEngine(variables);
  return address.kind === 'socket' && process.platform === 'linux' ? address.path : '/var/run/docker.sock';
}

async function askDatabases({
  environment,
  engine,
  definition,
}: DefinedContext): Promise<DatabaseMark | undefined> {
  const containers = await serverContainers(engine, environment);
  const servers = databaseServices(definition).map((service) => containers.get(service));
  return await earlyMark(engine, servers, primaryDatabase(definition.workload).name);
}

/** The primary, then its replica where the definition has one. */
function databaseServices({ workload }: DefinedContext['definition']): readonly ComposeService[] {
  return leftOutServices(workload).has('postgres-replica') ? ['postgres'] : ['postgres', 'postgres-replica'];
}

/** Waits until one can sign in to the database and to a replica of it, which both have its mark. */
async function awaitDatabases(
  { engine, signal, definition }: DefinedContext,
  idOf: (service: ComposeService) => string,
): Promise<DatabaseMark> {
  const { name } = primaryDatabase(definition.workload);
  const awaitOne = (service: ComposeService) => (either: AbortSignal) =>
    waitUntil({ ...waitFor(service, 120_000), signal: either }, () =>
      readMarkOnceUp(postgresServer(engine, idOf(service)), name),
    );
  const [primary = missing('postgres')] = await sideBySide<readonly DatabaseMark[]>(
    signal,
    databaseServices(definition).map(awaitOne),
  );
  return primary;
}

async function awaitControlPlane({ ports, signal }: DefinedContext): Promise<void> {
  const controlPlane = controlPlaneClient(ports.aws);
  await waitUntil({ ...waitFor('control-plane', 60_000), everyMs: 50, signal }, async () =>
    (await controlPlane.isReady()) ? true : undefined,
  );
}

async function prepareBuckets(context: DefinedContext, serverId: string, step: Step): Promise<void> {
  const { environment, clients, definition, ports, signal } = context;
  const stamp = stateFile(environment, 'bucketsDigest');
  const { distributions } = definition.workload;
  const buckets = definition.workload.buckets.map((bucket) =>
    withLocalOrigins(bucket, distributions, ports.https),
  );
  const wanted = digestOf({ serverId, buckets });
  if ((await readText(stamp)) === wanted) return step.skip('up to date');
  const s3 = await clients.s3();
  await waitUntil({ ...waitFor('minio', 60_000), signal }, async () => {
    try {
      await s3.listBuckets();
      return true;
    } catch {
      return undefined;
    }
  });
  const made = await readMadeResources(environment);
  const created = new Set<string>();
  const unhonoured = new Set<string>();
  for (const bucket of buckets) {
    const ensured = await ensureBucket(s3, bucket);
    if (ensured.outcome === 'created') created.add(bucket.name);
    // At once, so that what a start made that was cut short is known to the next.
    await writeMadeResources(environment, remember(made, definition.workload, created));
    for (const part of ensured.unhonoured) unhonoured.add(part);
  }
  await writePrivateFile(stamp, wanted);
  const without = unhonoured.size === 0 ? '' : `, without ${[...unhonoured].join(' and ')}`;
  step.result([`${buckets.length} buckets${without}`, ...unenforcedStatements(buckets)].join('; '));
}

/** What of the bucket policies is not put on the buckets, which the control plane does when it learns of them. */
function unenforcedStatements(buckets: readonly Bucket[]): readonly string[] {
  return buckets.flatMap((bucket) => localPolicy(bucket, () => '').leftOut);
}

function waitFor(service: ComposeService, timeoutMs: number) {
  return { what: `${service} to answer`, timeoutMs, hint: `See: ${command('local:logs')} ${service}` };
}

function missing(service: ComposeService): never {
  throw new Failure('SERVER_MISSING', `The container of ${service} is missing although compose started it`, {
    hint: `Run ${command('local:up')}. If it happens again, check \`docker events\`.`,
  });
}
