import { join } from 'node:path';
import type { Workload } from '../../../definition/workload.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import type { ImageUse } from '../../images/image-definition.ts';
import { type DatabaseContext, prepareDatabase } from '../database/prepare-database.ts';
import { primaryDatabase } from '../database/store-database.ts';
import type { Definition } from '../definition.ts';
import type { DefinedContext } from '../lifecycle-context.ts';
import { type ControlPlaneClient, controlPlaneClient } from '../servers/control-plane-client.ts';
import { serverContainers } from '../servers/start-servers.ts';
import { awaitServices, isSteady } from './await-services.ts';
import { lastLinesOfTask } from './last-lines-of-task.ts';
import type { RunOneOff } from './one-off.ts';

/** Brings database and services to the store image and the definition: migrations first, services after them. */
export async function releaseStore(
  context: DefinedContext,
  storeImage: ImageUse,
  emulated: Promise<void>,
): Promise<void> {
  const { environment, engine, progress, definition, ports } = context;
  const controlPlane = controlPlaneClient(ports.aws);
  const imageId = (await engine.inspectImage(storeImage.image))?.id ?? storeImage.image;
  for (const image of taskImages(definition.workload)) await engine.tagImage(storeImage.image, image);
  const stamp = join(environment.stateFolder, 'released');
  const release = `${definition.digest} ${imageId}`;
  // Also wakes a control plane that found nothing running when it started.
  await controlPlane.apply(definition.workload, definition.digest, false);
  const isReleased = (await readText(stamp)) === release && (await isRunning(controlPlane, definition));
  await progress.step('Database', async (step) => {
    const database = await databaseContext(context, imageId);
    // How one-off tasks are started is in LocalStack too.
    const runOneOff: RunOneOff = async (command) => {
      await emulated;
      return await database.runOneOff(command);
    };
    await prepareDatabase({ ...database, runOneOff }, step);
  });
  await progress.step('Services', async (step) => {
    if (isReleased) return step.skip('steady');
    const applied = await controlPlane.apply(definition.workload, definition.digest, true);
    const revisions = Object.fromEntries(
      definition.workload.services.map(({ name, taskDefinition }) => [
        name,
        applied.taskDefinitions[taskDefinition] ?? '',
      ]),
    );
    const lastLines = (task: ParityStatus['tasks'][number]) => lastLinesOfTask(context, task);
    await awaitServices({ controlPlane, revisions, lastLines, signal: context.signal }, step);
  });
  await writePrivateFile(stamp, release);
}

/** The names under which ECS would pull the store's image. */
function taskImages(workload: Workload): ReadonlySet<string> {
  const images = workload.taskDefinitions.flatMap(({ containerDefinitions }) =>
    containerDefinitions.map(({ image }) => image),
  );
  return new Set(images.filter((image) => image.includes('.dkr.ecr.')));
}

async function isRunning(controlPlane: ControlPlaneClient, definition: Definition): Promise<boolean> {
  const status = await controlPlane.status();
  return (
    status.workloadDigest === definition.digest &&
    definition.workload.services.every(({ name }) => {
      const service = status.services.find((other) => other.name === name);
      return service !== undefined && isSteady(service, status);
    })
  );
}

/** What the database's steps need, read from a running environment. */
export async function databaseContext(
  context: DefinedContext,
  storeImageId: string,
): Promise<DatabaseContext> {
  const { environment, engine, definition, clients, signal } = context;
  const postgres = (await serverContainers(engine, environment)).get('postgres');
  return {
    server: postgresServer(engine, postgres?.id ?? 'postgres'),
    database: primaryDatabase(definition.workload),
    storeImageId,
    runOneOff: context.oneOffOn(clients),
    signal,
  };
}
