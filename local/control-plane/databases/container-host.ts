import { Failure } from '../../../failure/failure.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { ContainerDetails, ContainerSpec, Engine, ExecResult } from '../../docker/engine.ts';
import { composeProjectLabel, composeServiceLabel } from '../../environment/compose-labels.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import type {
  DatabaseHost,
  RestoredServer,
  ServerCondition,
  ServerName,
  WrittenBackup,
} from './database-host.ts';

/** The environment whose databases these are, and where on the engine's machine its files are. */
export interface ContainerHostOptions {
  readonly engine: Pick<
    Engine,
    | 'containerLogs'
    | 'createContainer'
    | 'exec'
    | 'inspectContainer'
    | 'killContainer'
    | 'listContainers'
    | 'removeContainer'
    | 'startContainer'
    | 'stopContainer'
  >;
  readonly environmentName: string;
  readonly network: string;
  /** The checkout and the state folder, which restored servers mount as the compose file's do. */
  readonly checkoutOnHost: string;
  readonly stateFolderOnHost: string;
}

/** The label of a restored server: the folder of its data. */
export const databaseLabel = 'dev.spree-parity.database';

const data = '/var/lib/postgresql/data';
const archive = '/var/lib/postgresql/archive';
const scripts = '/data-stores/postgres';
/** As RDS, which ends a server that does not end in time. */
const stopSeconds = 60;

/** The servers as containers of the engine: those of the compose file, and one for each restored instance. */
export function containerHost(options: ContainerHostOptions): DatabaseHost {
  const { engine } = options;
  const find = (server: ServerName) => findContainer(options, server);
  const require = async (server: ServerName) => {
    const found = await find(server);
    if (found !== undefined) return found.id;
    throw new Failure('DATABASE_NOT_RUNNING', `The container of ${nameOf(server)} does not exist.`);
  };
  const primary = () => require({ service: 'postgres' });
  const script = async (id: string, name: string, ...args: readonly string[]) =>
    await engine.exec(id, ['sh', `${scripts}/${name}.sh`, ...args], { user: 'postgres' });
  const asRoot = async (...command: readonly string[]) => {
    const done = await engine.exec(await primary(), command, { user: 'root' });
    if (done.exitCode !== 0) throw new Failure('DATABASE_FILES_UNCHANGED', done.stderr.trim());
  };
  return {
    condition: async (server) => conditionOf(await find(server)),
    lastLines: async (folder) => await lastLines(engine, (await find({ folder }))?.id),
    backUp: async (server, target, wal) =>
      writtenBackup(
        await script(await require(server), 'back-up', ...[target, wal ?? []].flat().map(archived)),
      ),
    endSegment: async (server, wal) => {
      const { exitCode, stderr } = await script(await require(server), 'end-segment', archived(wal));
      if (exitCode !== 0) throw new Failure('DATABASE_ARCHIVE_STUCK', stderr.trim());
    },
    pruneWal: async (wal, firstSegment) => {
      const { exitCode, stdout, stderr } = await script(
        await primary(),
        ...(['prune-archive', archived(wal), firstSegment] as const),
      );
      if (exitCode !== 0) throw new Failure('DATABASE_FILES_UNCHANGED', stderr.trim());
      return Number(stdout.trim());
    },
    deleteArchived: async (paths) => {
      if (paths.length > 0) await asRoot('rm', '-rf', ...paths.map(archived));
    },
    startRestored: async (server) => await startRestored(options, await primary(), server),
    removeServer: async (folder) => {
      const found = await find({ folder });
      if (found === undefined) return;
      if (found.state === 'running') await engine.stopContainer(found.id, stopSeconds);
      await engine.removeContainer(found.id);
    },
    deleteData: async (folder) =>
      await asRoot('rm', '-rf', ...['', '.new', '.lock'].map((ending) => `${data}/${folder}${ending}`)),
    restart: async (server, how) => {
      const id = await require(server);
      if (how === 'failure') await kill(engine, id);
      else await engine.stopContainer(id, stopSeconds);
      // The keeper may have been first, which changes nothing.
      await engine.startContainer(id);
    },
    serve: async (folder = 'none') => {
      const id = await primary();
      await asRoot(
        'sh',
        '-c',
        `printf %s "$1" > ${data}/serves.new && mv ${data}/serves.new ${data}/serves`,
        '-',
        folder,
      );
      // A server that serves nothing waits for this file.
      if (folder !== 'none') return;
      await engine.stopContainer(id, stopSeconds);
      await engine.startContainer(id);
    },
    copyReplicaAnew: async () => {
      const replica = await find({ service: 'postgres-replica' });
      if (replica?.state !== 'running') return;
      // What it compares before it starts: without it, it copies the primary.
      await engine.exec(replica.id, ['rm', '-f', `${data}/replica/sizes.sha256`], { user: 'root' });
      await engine.stopContainer(replica.id, stopSeconds);
      await engine.startContainer(replica.id);
    },
  };
}

function archived(path: string): string {
  return `${archive}/${path}`;
}

function nameOf(server: ServerName): string {
  return 'service' in server ? server.service : server.folder;
}

async function findContainer(
  { engine, environmentName }: ContainerHostOptions,
  server: ServerName,
): Promise<ContainerDetails | undefined> {
  const labels: Record<string, string> =
    'service' in server
      ? { [composeProjectLabel]: environmentName, [composeServiceLabel]: server.service }
      : { [environmentLabel]: environmentName, [databaseLabel]: server.folder };
  const [found] = await engine.listContainers(labels);
  return found === undefined ? undefined : await engine.inspectContainer(found.id);
}

function conditionOf(container: ContainerDetails | undefined): ServerCondition {
  if (container === undefined) return { state: 'absent' };
  const hostPort = container.ports.find(({ containerPort }) => containerPort === 5432)?.hostPort;
  const port = hostPort === undefined ? {} : { hostPort };
  if (container.state !== 'running') return { state: 'ended' };
  return { state: container.health === 'healthy' ? 'ready' : 'starting', ...port };
}

async function lastLines(engine: ContainerHostOptions['engine'], id: string | undefined): Promise<string> {
  const lines: string[] = [];
  if (id === undefined) return '';
  for await (const { text } of engine.containerLogs(id, { follow: false, tail: 5 })) lines.push(text);
  return lines.join('; ');
}

function writtenBackup({ exitCode, stdout, stderr }: ExecResult): WrittenBackup {
  const [firstSegment, sizeKiB] = stdout.trim().split(' ');
  if (exitCode === 0 && firstSegment !== undefined && sizeKiB !== undefined) {
    return { firstSegment, sizeKiB: Number(sizeKiB) };
  }
  throw new Failure('DATABASE_BACKUP_FAILED', `The database could not be copied: ${stderr.trim()}`);
}

/** Ends when it has ended: a start before that would change nothing. */
async function kill(engine: ContainerHostOptions['engine'], id: string): Promise<void> {
  const { startedAt } = (await engine.inspectContainer(id)) ?? {};
  await engine.killContainer(id, 'SIGKILL');
  await waitUntil({ what: 'the server to end', timeoutMs: 10_000, everyMs: 20 }, async () => {
    const now = await engine.inspectContainer(id);
    const isSame = now?.state === 'running' && now.startedAt?.getTime() === startedAt?.getTime();
    return isSame ? undefined : true;
  });
}

async function startRestored(
  options: ContainerHostOptions,
  primaryId: string,
  server: RestoredServer,
): Promise<void> {
  const { engine } = options;
  const primary = await engine.inspectContainer(primaryId);
  if (primary === undefined) throw new Failure('DATABASE_NOT_RUNNING', 'The primary does not run.');
  const id = await engine.createContainer(restoredSpec(options, primary.image, server));
  await engine.startContainer(id).catch(async (error: unknown) => {
    await engine.removeContainer(id);
    throw error;
  });
}

/** In a setting, PostgreSQL reads no names of time zones, such as `Z`. */
function postgresTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '+00');
}

/** As the service `postgres` of the compose file, with data of its own. */
function restoredSpec(
  { environmentName, network, checkoutOnHost, stateFolderOnHost }: ContainerHostOptions,
  image: string,
  { folder, identifier, restore }: RestoredServer,
): ContainerSpec {
  const volume = (name: string, target: string, readOnly: boolean) =>
    ({ volume: `${environmentName}_${name}`, target, readOnly, copiesImage: false }) as const;
  return {
    name: `${environmentName}-database-${folder}`,
    image,
    labels: { [environmentLabel]: environmentName, [databaseLabel]: folder },
    entrypoint: ['sh', `${scripts}/restored.sh`],
    command: [],
    environment: {
      FOLDER: folder,
      ...(restore === undefined ? {} : { BACKUP: archived(restore.backup) }),
      ...(restore?.wal === undefined ? {} : { WAL: archived(restore.wal) }),
      ...(restore?.atMs === undefined ? {} : { RESTORE_TIME: postgresTime(restore.atMs) }),
    },
    binds: [
      [`${checkoutOnHost}/local/data-stores`, '/data-stores', 'ro'].join(':'),
      [`${stateFolderOnHost}/secrets/postgres`, '/run/secrets-local', 'ro'].join(':'),
    ],
    mounts: [volume('postgres', data, false), volume('postgres-archive', archive, true)],
    network: { kind: 'network', name: network, aliases: [identifier] },
    // The engine takes a free one.
    ports: [{ containerPort: 5432, hostPort: 0 }],
    healthCheck: {
      test: ['CMD-SHELL', 'PATH=/usr/lib/postgresql/16/bin:$PATH pg_isready -q -h 127.0.0.1'],
      intervalMs: 1000,
      timeoutMs: 5000,
      retries: 30,
      startPeriodMs: 0,
    },
    restart: 'no',
  };
}
