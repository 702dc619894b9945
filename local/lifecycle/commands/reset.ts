import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Target } from '../../../operations/target.ts';
import { sideBySide } from '../../../time/side-by-side.ts';
import { postgresServer } from '../../database/postgres-server.ts';
import { awaitReplay } from '../../database/replica.ts';
import { makeSpare } from '../../database/snapshot.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { type DatabaseContext, resetDatabase } from '../database/prepare-database.ts';
import { readStoreDatabase } from '../database/store-database.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { readLeftOutServices } from '../servers/left-out-services.ts';
import { serverContainers } from '../servers/start-servers.ts';

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
  const { runOneOff, commands } = oneOffs(context);
  await sideBySide(signal, [
    async () => {
      if (!isWithoutRedis && redis !== undefined)
        await progress.step('Redis', () => emptyRedis(engine, redis.id));
    },
    async () => {
      const position = await progress.step('Database', (step) =>
        resetDatabase({ server, database, storeImageId, runOneOff, commands, signal }, step),
      );
      const replica = servers.get('postgres-replica');
      await sideBySide(signal, [
        () => makeSpare(server, database.name),
        async () => {
          // Reads go to the replica, if there is one, so the database must not be missing there.
          if (replica?.state !== 'running') return;
          await progress.step('Replica', () => awaitReplay(postgresServer(engine, replica.id), position));
        },
      ]);
    },
  ]);
}

/** Only a newer store image's migrations need the definition and AWS clients, which take longer to load than a reset. */
function oneOffs({ environment }: LifecycleContext): Pick<DatabaseContext, 'runOneOff' | 'commands'> {
  const openTarget = async (): Promise<Target> => {
    const ports = await readPorts(environment);
    if (ports === undefined) throw notRunning(environment);
    const [{ readRegion }, { localClients }] = await Promise.all([
      import('../definition.ts'),
      import('../servers/local-clients.ts'),
    ]);
    const region = await readRegion(stateFile(environment, 'assembly'));
    return { environment: 'local', clients: await localClients(environment, ports, region) };
  };
  return {
    runOneOff: async (command) => {
      const { oneOffsOn } = await import('../../../operations/one-off-task.ts');
      return await oneOffsOn(await openTarget())(command);
    },
    commands: async () => {
      const { readStoreCommands } = await import('../../../operations/store-commands.ts');
      return await readStoreCommands(await openTarget());
    },
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
