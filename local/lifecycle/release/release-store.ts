import { userInfo } from 'node:os';
import { ownValue } from '../../../json/own-value.ts';
import { servicesOf } from '../../../operations/await-services.ts';
import { oneOffsOn, type RunOneOff } from '../../../operations/one-off-task.ts';
import { type RollOut, rollOut } from '../../../operations/release/roll-out.ts';
import { tagMigrated, tagReleased } from '../../../operations/release/tag-released.ts';
import { isSteady } from '../../../operations/steady-service.ts';
import type { Target } from '../../../operations/target.ts';
import { systemClock } from '../../../time/clock.ts';
import type { WorkloadRelease } from '../../control-plane/api/control-plane.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import type { Engine } from '../../docker/engine.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import type { ImageUse } from '../../images/image-definition.ts';
import type { TaskImage } from '../../images/task-image.ts';
import { endpointsOf } from '../commands/endpoints.ts';
import { commandsOf } from '../commands-of.ts';
import { type DatabaseContext, prepareDatabase } from '../database/prepare-database.ts';
import { setUpOf } from '../database/set-up-of.ts';
import { primaryDatabase } from '../database/store-database.ts';
import type { StoreDefinition } from '../kept-definition.ts';
import type { DefinedContext } from '../lifecycle-context.ts';
import { type ControlPlaneClient, controlPlaneClient } from '../servers/control-plane-client.ts';
import type { Backends } from '../servers/prepare-backends.ts';
import { serverContainers } from '../servers/start-servers.ts';
import { hintsFor } from './hints-for.ts';
import { hopelessLocally } from './hopeless-locally.ts';
import { publishStoreAssets } from './publish-store-assets.ts';
import { releaseStamp } from './release-stamp.ts';
import { checkStorefront } from './release-ways.ts';
import { runningServices } from './running-services.ts';
import { serveStoreAssets } from './serve-store-assets.ts';

/** The store's image, the names that the definition has for it, and what else was built for the definition. */
export interface ReleasedImages {
  readonly use: ImageUse;
  /** What the definition names it by. */
  readonly tag: string;
  readonly names: readonly TaskImage[];
  readonly builtImages: readonly TaskImage[];
}

/** How a start waits where it does not wait as on AWS. */
interface ShortenedWaits {
  readonly timeScale: number;
  readonly longestGraceSeconds: number | undefined;
}

/** How a start is released. */
interface StartedRelease extends ShortenedWaits {
  /** Whether tasks run live code: nobody can go back to such a revision later, as its files are gone then. */
  readonly isLive: boolean;
}

/**
 * Brings database, assets and services to the store image and the definition: migrations first, services last. Gives
 * whether anything was released.
 */
export async function releaseStore(
  context: DefinedContext,
  { use: storeImage, tag, names, builtImages }: ReleasedImages,
  { mark, emulated, timeScale, longestGraceSeconds, isLive }: Backends & StartedRelease,
): Promise<boolean> {
  const { environment, engine, progress, definition, ports } = context;
  const controlPlane = controlPlaneClient(ports.aws);
  const defined = { workload: definition.workload, digest: definition.digest };
  const imageId = (await engine.inspectImage(storeImage.image))?.id ?? storeImage.image;
  for (const { image } of names) await engine.tagImage(storeImage.image, image);
  const stamp = stateFile(environment, 'released');
  const ids = await imageIds(engine, [...names, ...builtImages]);
  const release = releaseStamp({
    definitionDigest: definition.digest,
    storeImageId: imageId,
    builtImages,
    ids,
    timeScale,
  });
  // For the one-off tasks of the migrations; load balancer and edge follow the services. Also wakes a control plane
  // that found nothing running when it started.
  await controlPlane.apply({ ...defined, releaseServices: false });
  const wasReleased = (await readText(stamp)) === release;
  const isReleased = wasReleased && (await isRunning(controlPlane, definition));
  await progress.step('Database', async (step) => {
    const database = await databaseContext(context, imageId);
    // How one-off tasks are started is in LocalStack too.
    const runOneOff: RunOneOff = async (command) => {
      await emulated;
      return await database.runOneOff(command);
    };
    const onMigrated = (lines: readonly string[]) =>
      tagMigrated(database.target, { release: tag, lines, clock: systemClock });
    await prepareDatabase({ ...database, runOneOff, onMigrated }, mark, step);
  });
  await progress.step('Assets', async (step) => {
    // Which bucket they are in is asked from LocalStack, for which tasks that only start again do not wait.
    if (wasReleased) return step.skip('published');
    await emulated;
    const { clients, signal } = context;
    const published = { image: storeImage.image, release: tag, signal };
    step.result(await publishStoreAssets({ environment: 'local', clients }, published));
  });
  if (isReleased) {
    await progress.step('Services', async (step) => step.skip('steady'));
    await progress.step('Storefront', async () => {
      await smokeCheckOf(context, { healthOnly: true });
    });
  } else {
    const target = { environment: 'local', clients: context.clients } as const;
    const cluster = definition.workload.clusters[0]?.name ?? '';
    const pace = { timeScale, ...(longestGraceSeconds === undefined ? {} : { longestGraceSeconds }) };
    const revisions = await rollOut(
      progress,
      byControlPlane(controlPlane, { ...defined, builtImages: ids }),
      {
        source: (services) => servicesOf(target, cluster, services, pace),
        hints: await hintsFor(target),
        smokeCheck: () => smokeCheckOf(context, { healthOnly: false }),
        watchHopeless: (revisions) =>
          hopelessLocally({ status: controlPlane.status, revisions, engine, environment, ports, pace }),
        signal: context.signal,
      },
    );
    // What only starts again was released before, and its start does not wait for LocalStack.
    if (!wasReleased) {
      await emulated;
      const released = { release: tag, releasedBy: userInfo().username, revisions, clock: systemClock };
      if (!isLive) await tagReleased(target, released);
      await progress.step('Edge', (step) =>
        serveStoreAssets(target, { release: tag, signal: context.signal }, step),
      );
    }
  }
  await writePrivateFile(stamp, release);
  return !isReleased;
}

/** The control plane does what CloudFormation does on AWS: the definition says which revision each service runs. */
function byControlPlane(
  controlPlane: ControlPlaneClient,
  definition: Omit<WorkloadRelease, 'releaseServices'>,
): RollOut {
  return {
    begin: async () => {
      const { taskDefinitions } = await controlPlane.apply({ ...definition, releaseServices: true });
      return Object.fromEntries(
        definition.workload.services.map(({ name, taskDefinition }) => [
          name,
          ownValue(taskDefinitions, taskDefinition) ?? '',
        ]),
      );
    },
    undo: () => controlPlane.rollBackRelease(),
    complete: () => controlPlane.completeRelease(),
  };
}

async function smokeCheckOf(
  { environment, ports, listeners, signal, clients, definition }: DefinedContext,
  { healthOnly }: { readonly healthOnly: boolean },
): Promise<string> {
  const { storefrontUrl, certificateAuthority } = endpointsOf(environment, ports, listeners);
  const target = { environment: 'local', clients } as const;
  const { Value: healthPath = '/up' } = ownValue(definition.emulated.Outputs, 'HealthPath') ?? {};
  return await checkStorefront(
    { target, certificateAuthority, signal, healthOnly },
    { url: storefrontUrl, healthPath: String(healthPath) },
  );
}

async function imageIds(
  engine: Engine,
  images: readonly TaskImage[],
): Promise<Readonly<Record<string, string>>> {
  const found = images.map(async ({ image }) => [image, await engine.inspectImage(image)] as const);
  const details = await Promise.all(found);
  return Object.fromEntries(
    details.flatMap(([image, known]) => (known === undefined ? [] : [[image, known.id]])),
  );
}

async function isRunning(controlPlane: ControlPlaneClient, definition: StoreDefinition): Promise<boolean> {
  const status = await controlPlane.status();
  const running = runningServices(status);
  return (
    status.workloadDigest === definition.digest &&
    definition.workload.services.every(({ name }) => {
      const service = running.find((other) => other.name === name);
      return service !== undefined && isSteady(service);
    })
  );
}

/** What the database's steps need, read from a running environment. */
async function databaseContext(
  context: DefinedContext,
  storeImageId: string,
): Promise<DatabaseContext & { readonly target: Target }> {
  const { environment, engine, definition, clients, signal } = context;
  const target = { environment: 'local', clients } as const;
  const postgres = (await serverContainers(engine, environment)).get('postgres');
  return {
    server: postgresServer(engine, postgres?.id ?? 'postgres'),
    database: primaryDatabase(definition.workload),
    setUpBy: setUpOf(definition, context.kept),
    storeImageId,
    commands: async () => commandsOf(definition),
    runOneOff: oneOffsOn(target),
    target,
    signal,
  };
}
