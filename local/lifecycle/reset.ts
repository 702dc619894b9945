import { join } from 'node:path';
import { type PostgresServer, postgresServer } from '../database/postgres-server.ts';
import { hasReplayed, walPosition } from '../database/replica.ts';
import type { Engine } from '../docker/engine.ts';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readPorts } from '../environment/ports.ts';
import { readText } from '../environment/state-file.ts';
import { Failure } from '../failure/failure.ts';
import { readDefinition } from './definition.ts';
import { keepSecrets } from './kept-secrets.ts';
import type { LifecycleContext } from './lifecycle-context.ts';
import { localClients } from './local-clients.ts';
import { resetDatabase } from './prepare-database.ts';
import { databaseContext } from './release-store.ts';
import { sideBySide } from './side-by-side.ts';
import { serverContainers } from './start-servers.ts';
import { waitUntil } from './wait-until.ts';

/** Puts the database back to its seeded snapshot, and empties Redis, whose sessions and jobs name lost rows. */
export async function reset(context: LifecycleContext): Promise<void> {
  const { environment, engine, progress } = context;
  const ports = await readPorts(environment);
  const servers = await serverContainers(engine, environment);
  const redis = servers.get('redis');
  if (ports === undefined || servers.get('postgres')?.state !== 'running' || redis?.state !== 'running') {
    throw new Failure('ENVIRONMENT_NOT_RUNNING', `The data stores of ${environment.name} do not run`, {
      hint: 'Start them: npx -y pnpm@12 local:up',
    });
  }
  const definition = await readDefinition(join(environment.stateFolder, 'assembly'));
  const kept = await keepSecrets(environment, definition.workload);
  const clients = await localClients(environment, ports, definition.workload.region);
  const imageId = await releasedImage(environment);
  const database = await databaseContext({ ...context, definition, kept, ports, clients }, imageId);
  await sideBySide(context.signal, [
    () => progress.step('Redis', () => emptyRedis(engine, redis.id)),
    async () => {
      await progress.step('Database', (step) => resetDatabase(database, step));
      await progress.step('Replica', () => awaitReplica(context, database.server, servers));
    },
  ]);
}

/** Reads go to the replica: nobody should find the database gone there. */
async function awaitReplica(
  { engine, signal }: LifecycleContext,
  primary: PostgresServer,
  servers: Awaited<ReturnType<typeof serverContainers>>,
): Promise<void> {
  const container = servers.get('postgres-replica');
  if (container?.state !== 'running') return;
  const replica = postgresServer(engine, container.id);
  const position = await walPosition(primary);
  await waitUntil(
    { what: 'the replica to have the snapshot', timeoutMs: 30_000, everyMs: 50, signal },
    async () => ((await hasReplayed(replica, position)) ? true : undefined),
  );
}

async function releasedImage(environment: LocalEnvironment): Promise<string> {
  const released = await readText(join(environment.stateFolder, 'released'));
  return released?.split(' ')[1] ?? '';
}

async function emptyRedis(engine: Engine, id: string): Promise<void> {
  const command =
    'REDISCLI_AUTH=$(cat /run/secrets-local/token) redis-cli --tls --cacert /run/secrets-local/ca.pem flushall';
  const { exitCode, stderr } = await engine.exec(id, ['sh', '-c', command]);
  if (exitCode === 0) return;
  throw new Failure('REDIS_NOT_EMPTIED', `Redis was not emptied: ${stderr.trim()}`, {
    hint: 'The database is reset. See: npx -y pnpm@12 local:logs redis',
  });
}
