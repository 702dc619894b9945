import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { RunOneOff } from '../../../operations/one-off-task.ts';
import { sideBySide } from '../../../time/side-by-side.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import { awaitReplay } from '../../database/replica.ts';
import { makeSpare } from '../../database/snapshot.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { resetDatabase } from '../database/prepare-database.ts';
import { readStoreDatabase } from '../database/store-database.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { readLeftOutServices } from '../servers/left-out-services.ts';
import { serverContainers } from '../servers/start-servers.ts';

type Servers = Awaited<ReturnType<typeof serverContainers>>;

/** Puts the database back to its seeded snapshot, and empties Redis if there is one: its sessions and jobs name lost rows. */
export async function reset(context: LifecycleContext): Promise<void> {
  const { environment, engine, progress, signal } = context;
  const servers = await serverContainers(engine, environment);
  const postgres = servers.get('postgres');
  const redis = servers.get('redis');
  const isWithoutRedis = (await readLeftOutServices(environment)).has('redis');
  const database = await readStoreDatabase(environment);
  if (postgres?.state !== 'running' || database === undefined) throw notRunning(environment);
  if (!isWithoutRedis && redis?.state !== 'running') throw notRunning(environment);
  const server = postgresServer(engine, postgres.id);
  const storeImageId = await releasedImage(environment);
  const runOneOff = oneOffs(context);
  await sideBySide(signal, [
    async () => {
      if (!isWithoutRedis && redis !== undefined)
        await progress.step('Redis', () => emptyRedis(engine, redis.id));
    },
    async () => {
      const position = await progress.step('Database', (step) =>
        resetDatabase({ server, database, storeImageId, runOneOff, signal }, step),
      );
      await sideBySide(signal, [
        () => makeSpare(server, database.name),
        () => progress.step('Replica', () => awaitReplica(engine, servers, position)),
      ]);
    },
  ]);
}

/** Reads go to the replica, so the database must not be missing there. */
async function awaitReplica(engine: Engine, servers: Servers, position: string): Promise<void> {
  const replica = servers.get('postgres-replica');
  if (replica?.state === 'running') await awaitReplay(postgresServer(engine, replica.id), position);
}

/** Only a newer store image's migrations need the definition and AWS clients, which take longer to load than a reset. */
function oneOffs({ environment }: LifecycleContext): RunOneOff {
  return async (command) => {
    const ports = await readPorts(environment);
    if (ports === undefined) throw notRunning(environment);
    const [{ readRegion }, { localClients }, { oneOffsOn }] = await Promise.all([
      import('../definition.ts'),
      import('../servers/local-clients.ts'),
      import('../../../operations/one-off-task.ts'),
    ]);
    const region = await readRegion(stateFile(environment, 'assembly'));
    const clients = await localClients(environment, ports, region);
    return await oneOffsOn({ environment: 'local', clients })(command);
  };
}

function notRunning({ name }: LocalEnvironment): Failure {
  return new Failure('ENVIRONMENT_NOT_RUNNING', `The data stores of ${name} are not running`, {
    hint: `Start them: ${command('local:up')}`,
  });
}

async function releasedImage(environment: LocalEnvironment): Promise<string> {
  const released = await readText(stateFile(environment, 'released'));
  return released?.split(' ')[1] ?? '';
}

async function emptyRedis(engine: Engine, id: string): Promise<void> {
  const { exitCode, stderr } = await engine.exec(id, ['sh', '/data-stores/redis/cli.sh', 'flushall']);
  if (exitCode === 0) return;
  throw new Failure('REDIS_NOT_EMPTIED', `Redis could not be emptied: ${stderr.trim()}`, {
    hint: `The database was reset. See: ${command('local:logs')} redis`,
  });
}
